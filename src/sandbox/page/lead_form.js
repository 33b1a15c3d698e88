// The lead form: seven plain text fields, the first lead filled in so that one press shows it all.
import { call } from "./calls.js";
import { el, patchChildren } from "./dom.js";

const FIELDS = [
  ["company", "公司", "义乌市宏达日用品商行", "wide"],
  ["contact_name", "联系人", "王先生"],
  ["phone", "电话", "13912345678"],
  ["region", "地区", "浙江省金华市"],
  ["products", "产品", "保温杯"],
  ["need", "需求", "想进一批保温杯，先要 3000 个", "wide"],
  ["estimated_value", "预算", "50000", "wide"],
];

const form = document.getElementById("compose");
const result = document.getElementById("result");

// `onSent(number)` hears the number of each lead that was taken.
export function start(onSent) {
  for (const [name, label, value, width] of FIELDS) {
    document.getElementById("fields").append(
      el(
        "div",
        { class: `field ${width ?? ""}` },
        el("label", { for: `lead-${name}` }, label),
        el("input", { type: "text", id: `lead-${name}`, name, value, "aria-describedby": `wrong-${name}` }),
        el("p", { class: "wrong", id: `wrong-${name}` }),
      ),
    );
  }
  form.addEventListener("click", (event) => {
    // A double click means one lead.
    if (event.detail > 1 && event.target.closest("button")) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = Object.fromEntries(FIELDS.map(([name]) => [name, form.elements[name].value]));
    send("/sandbox/leads", body, onSent);
  });
  document.getElementById("random").addEventListener("click", () => send("/sandbox/leads/random", undefined, onSent));
}

async function send(path, body, onSent) {
  form.setAttribute("aria-busy", "true");
  const answer = await call("POST", path, body);
  form.removeAttribute("aria-busy");
  const faulty = body ? (answer.json?.answer?.errors ?? []) : [];
  const elsewhere = faulty.filter((error) => !mark(error));
  for (const [name] of FIELDS) {
    const error = faulty.find((error) => error.pointer === `/${name}`);
    document.getElementById(`wrong-${name}`).textContent = error?.message ?? "";
    form.elements[name].setAttribute("aria-invalid", String(Boolean(error)));
  }
  const line = answer.json?.line ?? "沙箱没有应答，请看看它还在不在运行";
  patchChildren(result, [
    el("p", { class: answer.ok ? "good" : "bad" }, line),
    ...elsewhere.map((error) => el("p", { class: "bad" }, error.message ?? error.code)),
  ]);
  if (answer.ok && answer.json?.number) onSent(answer.json.number);
}

function mark(error) {
  return FIELDS.some(([name]) => error.pointer === `/${name}`);
}
