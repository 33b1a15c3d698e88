// The phones side by side; on a narrow screen one at a time, chosen by the tabs.
import { call } from "./calls.js";
import { card } from "./card.js";
import { el, patch, patchChildren } from "./dom.js";
import { markdown, words } from "./rich.js";
import { minute } from "./when.js";

const strip = document.getElementById("phones");
const tabs = document.getElementById("tabs");
const empty = document.getElementById("phones-empty");
const narrow = window.matchMedia("(max-width: 759px)");
const phones = new Map();
const PRESSED_MS = 300;
const IDLE_MS = 1200;
let touched = 0;
let waiting = null;
let shown = null;
let watched = () => {};

const ROLES = { rep: "销售", manager: "主管" };

// `onLead(number)` hears which lead somebody looks at.
export function start(onLead) {
  watched = onLead;
  narrow.addEventListener("change", layOut);
  tabs.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) show(tab.dataset.key);
  });
  tabs.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const order = [...phones.keys()];
    const next = order[(order.indexOf(shown) + step + order.length) % order.length];
    show(next);
    tabs.querySelector("[aria-selected=true]")?.focus();
  });
  for (const kind of ["pointermove", "wheel", "touchstart"]) {
    strip.addEventListener(kind, () => (touched = Date.now()), { passive: true });
  }
  setInterval(follow, 300);
  strip.addEventListener("scroll", () => phones.forEach(noticed), { passive: true });
  strip.addEventListener("click", onClick);
  strip.addEventListener("auxclick", nameThePhone);
  strip.addEventListener("submit", onSay);
}

export function update(list, full, more) {
  if (full) {
    for (const phone of phones.values()) phone.chat.replaceChildren();
  }
  const present = new Set(list.map((phone) => phone.userid));
  for (const [userid, phone] of phones) {
    if (present.has(userid)) continue;
    phone.node.remove();
    phones.delete(userid);
  }
  let before = strip.firstElementChild;
  for (const info of list) {
    const phone = phones.get(info.userid) ?? add(info);
    describe(phone, info);
    if (phone.node === before) before = before.nextElementSibling;
    else strip.insertBefore(phone.node, before);
    receive(phone, info.messages, full);
  }
  empty.textContent =
    more > 0 ? `还有 ${more} 人没有画出来。` : list.length ? "" : "正在等待服务给出销售名单。";
  empty.hidden = !empty.textContent;
  if (!phones.has(shown)) shown = list[0]?.userid ?? null;
  layOut();
  if (full) requestAnimationFrame(() => [...phones.values()].forEach(bottom));
}

// Brings the phone that has this lead's card into view.
export function reveal(lead) {
  const cards = [...strip.querySelectorAll(`article[data-lead="${lead}"]`)];
  const latest = cards.findLast((node) => node.dataset.state === "offered") ?? cards.at(-1);
  const userid = latest?.closest(".phone").dataset.userid;
  if (userid) show(userid);
  // On a narrow screen the phone stands below the form.
  if (userid && narrow.matches) strip.parentElement.scrollIntoView({ block: "start" });
  return Boolean(userid);
}

function show(userid) {
  if (!phones.has(userid)) return;
  shown = userid;
  const phone = phones.get(userid);
  phone.unread = 0;
  layOut();
  if (!narrow.matches) phone.node.scrollIntoView({ inline: "nearest", block: "nearest" });
  bottom(phone);
}

function layOut() {
  for (const [userid, phone] of phones) phone.node.hidden = narrow.matches && userid !== shown;
  const fresh = [...phones].map(([userid, phone]) =>
    el(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${userid}`,
        "aria-selected": String(userid === shown),
        "aria-controls": phone.node.id,
        tabindex: userid === shown ? "0" : "-1",
        data: { key: userid },
      },
      phone.name,
      phone.unread > 0 && el("i", { class: "unread" }, String(phone.unread)),
    ),
  );
  patchChildren(tabs, fresh);
}

function add(info) {
  const chat = el("ol", { class: "chat", "aria-live": "polite", tabindex: "0", "aria-label": "聊天记录" });
  const heading = el("header");
  const node = el(
    "section",
    { class: "phone", id: `phone-${info.userid}`, data: { userid: info.userid } },
    el("div", { class: "screen" },
      heading,
      chat,
      el(
        "form",
        { class: "say", autocomplete: "off" },
        el("input", { type: "text", name: "text", "aria-label": "发消息", placeholder: "发消息" }),
        el("button", { type: "submit" }, "发送"),
      )),
  );
  const phone = { node, chat, heading, unread: 0, name: info.name, seen: 0 };
  phones.set(info.userid, phone);
  return phone;
}

function describe(phone, info) {
  phone.name = info.name;
  phone.node.setAttribute("aria-label", `${info.name}的企业微信`);
  const role = ROLES[info.role] ?? info.role;
  const dropped = info.dropped > 0 ? ` · 丢弃 ${info.dropped} 条` : "";
  const fresh = el(
    "header",
    {},
    el("span", { class: "avatar", "aria-hidden": "true" }, [...info.name][0] ?? "?"),
    el("div", {}, el("strong", {}, info.name), el("small", {}, `${role} · 企业微信${dropped}`)),
  );
  patch(phone.heading, fresh);
}

function receive(phone, messages, full) {
  if (!messages.length) return;
  const { chat } = phone;
  const near = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 120;
  let arrived = 0;
  for (const message of messages) {
    const fresh = bubble(message);
    const old = chat.querySelector(`:scope > [data-key="${message.id}"]`);
    if (old) {
      patch(old, fresh);
    } else {
      chat.append(fresh);
      if (message.from === "app") arrived += 1;
    }
  }
  while (chat.children.length > 200) chat.firstElementChild.remove();
  if (full || near || arrived) bottom(phone);
  if (full || !arrived || visible(phone)) return;
  phone.unread += arrived;
  if (messages.some((message) => message.kind === "card")) waiting = phone;
}

// A laptop's strip follows a new card by itself, once nobody is busy in it.
function follow() {
  if (!waiting) return;
  const typing = strip.contains(document.activeElement) && document.activeElement.matches("input, select");
  if (narrow.matches || waiting.unread === 0) {
    waiting = null;
  } else if (!typing && Date.now() - touched > IDLE_MS) {
    show(waiting.node.dataset.userid);
    waiting = null;
  }
}

// Scrolled into view by hand: nothing is unread there any more.
function noticed(phone) {
  if (!phone.unread || !visible(phone)) return;
  phone.unread = 0;
  layOut();
}

function bottom(phone) {
  phone.chat.scrollTop = phone.chat.scrollHeight;
}

function visible(phone) {
  if (phone.node.hidden) return false;
  const own = phone.node.getBoundingClientRect();
  const frame = strip.getBoundingClientRect();
  return own.left < frame.right - 60 && own.right > frame.left + 60;
}

function bubble(message) {
  const time = message.updated_at ? `${minute(message.updated_at)} 更新` : minute(message.at);
  return el(
    "li",
    { class: `message from-${message.from} is-${message.kind}`, data: { key: message.id } },
    message.recalled ? el("p", { class: "recalled" }, "消息已被撤回") : content(message),
    el("time", { datetime: message.updated_at ?? message.at }, time),
  );
}

function content(message) {
  switch (message.kind) {
    case "card":
      return card(message);
    case "markdown":
      return el("div", { class: "bubble markdown" }, markdown(message.content));
    case "textcard":
      return el(
        "article",
        { class: "card" },
        el("h3", {}, message.title),
        el("p", { class: "sub" }, message.description),
        el("p", { class: "jumps" }, words(`<a href="${message.url}">${message.btntxt || "详情"}</a>`)),
      );
    default:
      return el("p", { class: "bubble" }, words(message.content));
  }
}

function onClick(event) {
  nameThePhone(event);
  const article = event.target.closest("article[data-lead]");
  if (article) watched(Number(article.dataset.lead));
  const button = event.target.closest("button[data-press]");
  // The second half of a double click: by then another button may stand under the finger.
  if (button && event.detail < 2) press(button);
}

// The login page has to know whose phone a link was opened on.
function nameThePhone(event) {
  const opened = event.target.closest("a[href]");
  const userid = opened?.closest(".phone")?.dataset.userid;
  if (userid) document.cookie = `sandbox_phone=${userid}; path=/; max-age=600; samesite=lax`;
}

async function press(button) {
  const article = button.closest("article");
  const select = article.querySelector("select[data-question]");
  const body = {
    userid: button.closest(".phone").dataset.userid,
    task_id: article.dataset.task,
    key: button.dataset.press,
  };
  if (select) body.selected = select.value;
  button.classList.add("pressed");
  await call("POST", "/sandbox/press", body);
  setTimeout(() => button.classList.remove("pressed"), PRESSED_MS);
}

function onSay(event) {
  event.preventDefault();
  const input = event.target.elements.text;
  const text = input.value.trim();
  if (!text) return;
  input.value = "";
  call("POST", "/sandbox/say", { userid: event.target.closest(".phone").dataset.userid, text });
}
