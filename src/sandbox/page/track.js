// 线索轨迹: one lead's facts, timeline and explanation, read again whenever something happened.
import { call } from "./calls.js";
import { el, patchChildren } from "./dom.js";
import { explanation } from "./explanation.js";
import { STATES, timeline } from "./timeline.js";
import { duration, money, second } from "./when.js";

const region = document.getElementById("track");
const POLL_MS = 1000;
let number = null;
let last = null;
let busy = false;
let again = false;

export function start() {
  draw();
  setInterval(poll, POLL_MS);
  region.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]")?.dataset.step;
    if (step && number) select(Math.max(1, number + Number(step)));
  });
}

// What is not there is asked for again only when something happens, an absent service less often.
let polls = 0;
function poll() {
  polls += 1;
  const patient = last && !last.ok;
  if (document.hidden || last?.status === 404 || (patient && polls % 5)) return;
  refresh();
}

export function select(lead) {
  if (lead !== number) last = null;
  number = lead;
  draw();
  refresh();
}

export const selected = () => number;

export function clear() {
  number = null;
  last = null;
  draw();
}

// Never two at once; what is asked for meanwhile is done afterwards.
export async function refresh() {
  if (number === null) return;
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  const asked = number;
  const answer = await call("GET", `/sandbox/leads/${asked}`);
  busy = false;
  if (asked === number) {
    last = answer;
    draw();
  }
  if (again || asked !== number) {
    again = false;
    refresh();
  }
}

function draw() {
  patchChildren(region, [
    el(
      "div",
      { class: "heading" },
      el("h2", {}, "线索轨迹"),
      number &&
        el(
          "div",
          { class: "stepper" },
          el("button", { type: "button", class: "quiet", "aria-label": "上一条线索", data: { step: -1 } }, "‹"),
          el("b", {}, `#${number}`),
          el("button", { type: "button", class: "quiet", "aria-label": "下一条线索", data: { step: 1 } }, "›"),
        ),
    ),
    ...body(),
  ]);
}

function body() {
  if (number === null) return [el("p", { class: "empty" }, "线索到了以后，这里逐条写出谁做了什么、为什么派给他。")];
  if (!last) return [el("p", { class: "empty" }, "正在读取。")];
  if (last.status === 404) return [el("p", { class: "empty" }, `没有 ${number} 号线索。`)];
  if (!last.ok) return [el("p", { class: "empty" }, "服务没有应答，稍后再试。")];
  const { lead, timeline: events, explanation: why } = last.json;
  const name = namer(last.json);
  return [
    facts(lead),
    timeline(events ?? [], name),
    why && el("h3", { class: "part" }, "为什么"),
    explanation(why, name),
  ].filter(Boolean);
}

function facts(lead) {
  const parsed = lead.parsed ?? {};
  const quantity = parsed.quantity ? `${parsed.quantity.amount} ${parsed.quantity.unit ?? ""}`.trim() : null;
  const known = [
    lead.company,
    parsed.region_name,
    (parsed.products ?? []).join("、"),
    quantity,
    parsed.value_fen ? `约 ${money(parsed.value_fen)}` : null,
    parsed.tier ? `${parsed.tier} 档` : null,
  ].filter(Boolean);
  return el(
    "div",
    { class: "facts" },
    el("p", {}, el("strong", { class: "state", data: { state: lead.state } }, STATES[lead.state] ?? lead.state), remaining(lead.offer)),
    known.length ? el("p", { class: "known" }, known.join(" · ")) : null,
  );
}

function remaining(offer) {
  if (!offer?.deadline) return null;
  const left = Math.round((new Date(offer.deadline) - Date.now()) / 1000);
  const text = left > 0 ? `${second(offer.deadline)} 前认领，还剩 ${duration(left)}` : "时间到";
  return el("span", { class: "remaining" }, text);
}

// Names of staff ids, from whatever the answers hold.
function namer({ lead, timeline: events, explanation: why }) {
  const names = new Map();
  const learn = (id, name) => id && name && names.set(id, name);
  for (const candidate of why?.candidates ?? []) learn(candidate.rep, candidate.rep_name);
  for (const item of why?.excluded ?? []) learn(item.rep, item.rep_name);
  learn(lead?.assignment?.rep, lead?.assignment?.rep_name);
  for (const event of events ?? []) {
    learn(event.detail?.rep, event.detail?.rep_name);
    learn(event.detail?.manager, event.detail?.manager_name);
    if (event.actor?.type !== "source") learn(event.actor?.id, event.actor?.name);
  }
  return (id) => names.get(id);
}
