// The five faults as check boxes, on both platforms at once. They show what is, also when somebody
// else set it, and on one platform only.
import { call } from "./calls.js";
import { el } from "./dom.js";

const SLOW_MS = 3000;
const FAULTS = [
  ["down", "宕机", "每次调用都得到 503", (on) => ({ down: on }), (f) => f.down],
  ["slow", "变慢", "每次调用多等 3 秒", (on) => ({ slow_ms: on ? SLOW_MS : 0 }), (f) => f.slow_ms > 0],
  ["token", "令牌失效", "下次取新令牌后自动恢复", (on) => ({ token: on ? "expired" : "ok" }), (f) => f.token === "expired"],
  ["lose", "应答丢失", "事情做了，连接断了", (on) => ({ lose_answer: on }), (f) => f.lose_answer],
  ["throttle", "限流", "调用因太频繁被拒绝", (on) => ({ throttle: on }), (f) => f.throttle],
];

const boxes = new Map();
const hints = document.getElementById("fault-hint");

export function start() {
  const list = document.getElementById("fault-list");
  for (const [id, name, hint, change] of FAULTS) {
    const box = el("input", { type: "checkbox", id: `fault-${id}` });
    box.addEventListener("change", () => call("PUT", "/sandbox/faults", change(box.checked)));
    boxes.set(id, box);
    list.append(el("label", { title: hint }, box, name));
  }
}

export function update(faults) {
  const holds = (is) => is(faults) || Boolean(faults.dingtalk && is(faults.dingtalk));
  for (const [id, , , , is] of FAULTS) {
    const box = boxes.get(id);
    if (box.checked !== holds(is)) box.checked = holds(is);
  }
  const now = FAULTS.filter(([, , , , is]) => holds(is)).map(([, name, hint]) => `${name}：${hint}。`);
  const text = now.join("");
  if (hints.textContent !== text) hints.textContent = text;
}
