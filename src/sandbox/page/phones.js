// The phones: a column for each person, one phone above the other; the one in use is the taller.
// On a narrow screen one phone at a time, chosen by person and platform.
import { dingtalk, learn } from "./dingtalk.js";
import { el, patchChildren } from "./dom.js";
import { Phone, tab } from "./phone.js";
import { wecom } from "./wecom.js";

const strip = document.getElementById("phones");
const tabs = document.getElementById("tabs");
const platforms = document.getElementById("platforms");
const empty = document.getElementById("phones-empty");
const narrow = window.matchMedia("(max-width: 759px)");
const IDLE_MS = 1200;
// Phones by id, people by the id of their first phone.
const phones = new Map();
const people = new Map();
// Where a new card waits until nobody is busy there: phone to conversation and time.
const waiting = new Map();
let shown = null;
let watched = () => {};

// `onLead(number)` hears which lead somebody looks at.
export function start(onLead) {
  watched = onLead;
  narrow.addEventListener("change", layOut);
  new ResizeObserver(layOut).observe(strip);
  choosing(tabs, () => [...people.keys()], () => shown, showPerson);
  choosing(platforms, () => people.get(shown).phones.map((phone) => phone.id), () => front(people.get(shown)).id, showPhone);
  for (const kind of ["pointermove", "wheel", "touchstart"]) {
    strip.addEventListener(kind, touched, { passive: true });
  }
  strip.addEventListener("scroll", layOut, { passive: true });
  strip.addEventListener("click", onClick);
  setInterval(follow, 300);
}

export function update({ phones: list, more_phones: more, dingtalk: other, full }) {
  learn(other);
  const told = [...list.map((info) => [wecom, info]), ...(other?.phones ?? []).map((info) => [dingtalk, info])];
  const now = told.map(([platform, info]) => [phoneOf(platform, info), info.messages]);
  for (const phone of phones.values()) {
    if (!now.some(([present]) => present === phone)) forget(phone);
    else if (full) phone.clear();
  }
  arrange(now.map(([phone]) => phone));
  for (const [phone, messages] of now) arrive(phone, phone.receive(messages, full), full);
  const undrawn = Math.max(more, other?.more_phones ?? 0);
  empty.textContent = undrawn > 0 ? `还有 ${undrawn} 人没有画出来。` : told.length ? "" : "正在等待服务给出销售名单。";
  empty.hidden = !empty.textContent;
  follow();
  layOut();
}

// Brings the phone that has this lead's card into view.
export function reveal(lead) {
  const cards = [...strip.querySelectorAll(`article[data-lead="${lead}"]`)];
  const latest = cards.findLast((node) => node.dataset.state === "offered") ?? cards.at(-1);
  const phone = phones.get(latest?.closest(".phone").id);
  if (!phone) return false;
  const talk = [...phone.talks.keys()].find((key) => phone.talks.get(key).chat.contains(latest));
  bring(phone, talk);
  showPerson(ownerOf(phone).key);
  // On a narrow screen the phone stands below the form.
  if (narrow.matches) strip.parentElement.scrollIntoView({ block: "start" });
  return true;
}

function phoneOf(platform, info) {
  const id = `phone-${platform.id}-${info.userid}`;
  const phone = phones.get(id) ?? new Phone(platform, info.userid);
  phones.set(id, phone);
  phone.describe(info);
  return phone;
}

function forget(phone) {
  phone.node.remove();
  phones.delete(phone.id);
  waiting.delete(phone);
}

// A person's phones share a column: the same name on both platforms is one person.
function arrange(list) {
  const columns = [];
  for (const phone of list) {
    const column = columns.find(([first, second]) => !second && first.platform !== phone.platform && first.name === phone.name);
    if (column) column.push(phone);
    else columns.push([phone]);
  }
  const before = new Map(people);
  people.clear();
  for (const own of columns) {
    const key = own[0].id;
    const person = before.get(key) ?? { key, column: el("div", { class: "person", id: `of-${key}`, data: { key } }), touched: 0 };
    before.delete(key);
    person.phones = own;
    if (!own.includes(person.front)) person.front = null;
    people.set(key, person);
    if (strip.children[people.size - 1] !== person.column) strip.insertBefore(person.column, strip.children[people.size - 1]);
    own.forEach(({ node }, place) => {
      if (person.column.children[place] !== node) person.column.insertBefore(node, person.column.children[place]);
    });
  }
  for (const { column } of before.values()) column.remove();
  if (!people.has(shown)) shown = people.keys().next().value ?? null;
}

function arrive(phone, arrived, full) {
  for (const { talk, card, at } of arrived) {
    if (card && !(full && talk !== phone.main)) waiting.set(phone, { talk, at });
    if (!full) phone.talks.get(talk).unread += 1;
  }
}

// New cards come into view by themselves, the newest last, where nobody is busy.
function follow() {
  const free = [...waiting].filter(([phone]) => !busy(ownerOf(phone)));
  if (!free.length) return;
  free.sort(([, a], [, b]) => new Date(a.at) - new Date(b.at));
  for (const [phone, { talk }] of free) {
    waiting.delete(phone);
    if (talk === phone.main || !phone.hasOffer) bring(phone, talk);
  }
  layOut();
  if (![...people.values()].some(busy)) intoView(free.at(-1)[0]);
}

// The conversation comes forward. A card for many does not decide which phone is in use.
function bring(phone, talk) {
  const person = ownerOf(phone);
  if (talk === phone.main && !(narrow.matches && person.chosen)) person.front = phone;
  phone.turnTo(talk);
}

function intoView({ node }) {
  if (!narrow.matches) node.scrollIntoView({ inline: "nearest", block: "nearest" });
}

function busy(person) {
  const field = document.activeElement;
  const typing = person.column.contains(field) && (field.matches("select") || (field.matches("input") && field.value));
  return typing || Date.now() - person.touched < IDLE_MS;
}

function touched(event) {
  const column = event.target.closest?.(".person");
  if (column) people.get(column.dataset.key).touched = Date.now();
}

function onClick(event) {
  const phone = phones.get(event.target.closest(".phone")?.id);
  if (!phone) return;
  ownerOf(phone).front = phone;
  layOut();
  const article = event.target.closest("article[data-lead]");
  if (article) watched(Number(article.dataset.lead));
}

function showPerson(key) {
  if (!people.has(key)) return;
  shown = key;
  layOut();
  intoView(front(people.get(key)));
}

function showPhone(id) {
  const person = people.get(shown);
  person.front = phones.get(id);
  person.chosen = true;
  layOut();
}

const front = (person) => person.front ?? person.phones[0];
const ownerOf = (phone) => people.get(phone.node.parentElement.dataset.key);

function layOut() {
  for (const person of people.values()) {
    person.column.hidden = narrow.matches && person.key !== shown;
    for (const phone of person.phones) {
      const first = front(person) === phone;
      phone.node.hidden = narrow.matches && !first;
      if (person.front) phone.node.dataset.size = first ? "large" : "small";
      else delete phone.node.dataset.size;
      if (visible(phone)) phone.seen();
    }
  }
  drawTabs();
}

function drawTabs() {
  const person = people.get(shown);
  // Where every column is in view there is nothing to choose.
  tabs.hidden = !narrow.matches && strip.scrollWidth <= strip.clientWidth;
  platforms.hidden = !narrow.matches || (person?.phones.length ?? 0) < 2;
  patchChildren(
    tabs,
    [...people.values()].map(({ key, column, phones: own }) => {
      const unread = own.reduce((sum, phone) => sum + phone.unread, 0);
      return tab(column.id, key, { name: own[0].name, unread }, key === shown);
    }),
  );
  patchChildren(
    platforms,
    (person?.phones ?? []).map((phone) =>
      tab(phone.id, phone.id, { name: phone.platform.name, unread: phone.unread }, phone === front(person)),
    ),
  );
}

function visible({ node }) {
  const own = node.getBoundingClientRect();
  const frame = strip.getBoundingClientRect();
  return own.width > 0 && own.left < frame.right - 60 && own.right > frame.left + 60;
}

// A list of tabs, by pointer and by arrow keys.
function choosing(list, keys, current, choose) {
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=tab]");
    if (chosen) choose(chosen.dataset.key);
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const order = keys();
    choose(order[(order.indexOf(current()) + step + order.length) % order.length]);
    list.querySelector("[aria-selected=true]")?.focus();
  });
}
