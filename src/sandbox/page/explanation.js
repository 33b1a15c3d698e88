// Why it went there: the sentence, a stacked bar per candidate, the excluded with their reasons.
import { el } from "./dom.js";

const FACTORS = {
  territory: "片区",
  product: "产品",
  load: "在手",
  fairness: "公平",
  tier: "价值档",
  industry: "行业",
  grade: "等级",
  response: "响应",
};
const HUES = Object.keys(FACTORS);

export function explanation(why, name) {
  if (!why) return null;
  const best = why.candidates?.[0]?.rep;
  return el(
    "div",
    { class: "why" },
    why.sentence && el("p", { class: "sentence" }, why.sentence),
    candidates(why.candidates ?? [], best),
    excluded(why.excluded ?? [], name),
  );
}

function candidates(list, best) {
  if (!list.length) return null;
  return el(
    "ol",
    { class: "candidates" },
    list.slice(0, 8).map((candidate) => {
      const factors = (candidate.factors ?? []).filter((factor) => factor.contribution > 0);
      return el(
        "li",
        { data: { key: candidate.rep, best: candidate.rep === best ? "" : undefined } },
        el(
          "p",
          { class: "who" },
          el("strong", {}, candidate.rep_name ?? candidate.rep),
          el("b", {}, String(total(candidate))),
        ),
        el("div", { class: "bar", "aria-hidden": "true" }, factors.map(segment)),
        el("ul", { class: "factors" }, labels(factors, total(candidate))),
      );
    }),
    list.length > 8 ? el("li", { class: "rest" }, `还有 ${list.length - 8} 位候选`) : null,
  );
}

function segment(factor) {
  const node = el("i", { class: hue(factor.factor), title: factor.text });
  // The score is out of 1000, and the bar is as wide as 1000.
  node.style.width = `${factor.contribution / 10}%`;
  return node;
}

// Whole points that add up to the total: the largest remainders are rounded up.
function labels(factors, total) {
  const points = factors.map((factor) => Math.floor(factor.contribution / 10));
  const short = total - points.reduce((sum, one) => sum + one, 0);
  const order = factors.map((_, index) => index);
  order.sort((a, b) => (factors[b].contribution % 10) - (factors[a].contribution % 10));
  for (const index of order.slice(0, Math.max(0, short))) points[index] += 1;
  return factors.map((factor, index) => {
    const name = FACTORS[factor.factor] ?? factor.factor;
    return el("li", { class: hue(factor.factor), title: factor.text }, el("i"), `${name} ${points[index]}`);
  });
}

function hue(factor) {
  const index = HUES.indexOf(factor);
  return `hue-${index < 0 ? HUES.length : index}`;
}

function total(candidate) {
  return Math.round((candidate.score ?? 0) / 10);
}

function excluded(list, name) {
  if (!list.length) return null;
  return el(
    "div",
    { class: "excluded" },
    el("h3", {}, "未列入"),
    el(
      "ul",
      {},
      list.slice(0, 20).map((item) => {
        const who = item.rep_name ?? name(item.rep);
        const reason = item.text ?? item.reason ?? "";
        const alone = !who || reason.includes(who);
        return el("li", { data: { key: item.rep } }, alone ? reason : `${who}：${reason}`);
      }),
    ),
  );
}
