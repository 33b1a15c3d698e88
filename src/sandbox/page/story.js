// The story so far: one line a happening; a line about a lead shows that lead's track.
import { call } from "./calls.js";
import { el } from "./dom.js";
import { second } from "./when.js";

const list = document.getElementById("story");
const empty = document.getElementById("story-empty");
const narrow = window.matchMedia("(max-width: 759px)");
const LONGEST = 200;

export function start(onLead) {
  list.addEventListener("click", (event) => {
    const lead = event.target.closest("[data-lead]")?.dataset.lead;
    if (!lead) return;
    if (!narrow.matches) event.preventDefault();
    onLead(Number(lead));
  });
  document.getElementById("reset").addEventListener("click", () => call("POST", "/sandbox/reset"));
}

// The newest line stands first.
export function update(lines, full) {
  if (full) list.replaceChildren();
  for (const line of lines) {
    const what = line.lead
      ? el("a", { href: "#track", class: "line", data: { lead: line.lead } }, line.text)
      : el("span", { class: "line" }, line.text);
    const time = el("time", { datetime: line.at }, second(line.at));
    list.prepend(el("li", { data: { tone: line.tone } }, time, what));
  }
  while (list.children.length > LONGEST) list.lastElementChild.remove();
  empty.hidden = list.children.length > 0;
}
