// The lead's events as sentences: who did what, when.
import { el } from "./dom.js";
import { money, second } from "./when.js";

export const STATES = {
  received: "已收到",
  offered: "待认领",
  claimed: "已认领",
  contacted: "跟进中",
  escalated: "待指派",
  pooled: "公海",
  merged: "已合并",
  quarantined: "待人工",
  won: "成交",
  lost: "丢单",
  invalid: "无效",
};

// `name(id)` gives the name of a staff id where it is known.
export function timeline(events, name) {
  return el(
    "ol",
    { class: "timeline" },
    events.map((event) =>
      el(
        "li",
        { data: { key: event.seq, kind: event.kind } },
        el("time", { datetime: event.at }, second(event.at)),
        el("p", {}, sentence(event, name)),
      ),
    ),
  );
}

function sentence(event, name) {
  const detail = event.detail ?? {};
  const who = person(event, name);
  const rep = detail.rep_name ?? detail.to_name ?? name(detail.rep ?? detail.to) ?? "";
  const because = detail.reason && detail.reason !== "未说明" ? `：${detail.reason}` : "";
  switch (event.kind) {
    case "received":
      return `收到线索${event.actor?.name ? `（${event.actor.name}）` : ""}`;
    case "offered":
      return `派给${rep}${detail.attempt > 1 ? `（第 ${detail.attempt} 次）` : ""}`;
    case "claimed":
      return `${who || rep}认领`;
    case "declined":
      return `${who || rep}拒绝${because}`;
    case "expired":
      return `${rep || who}超时未认领`;
    case "escalated":
      return `升级给${detail.manager_name ?? name(detail.manager) ?? "主管"}`;
    case "pooled":
      return "进入公海";
    case "reassigned":
      return `${who}转派${rep ? `给${rep}` : ""}${because}`;
    case "released":
      return `${who || rep}释放${because}`;
    case "recycled":
      return `回收${rep ? `，${rep}没有联系` : ""}`;
    case "contacted":
      return `${who}已联系客户`;
    case "won":
      return `${who}成交${detail.value_fen ? ` ${money(detail.value_fen)}` : ""}`;
    case "lost":
      return `${who}丢单${because}`;
    case "invalid":
      return `${who}判为无效${because}`;
    case "merged":
      return "与已有线索合并";
    case "quarantined":
      return "待人工查看";
    case "held":
      return "暂缓派发";
    case "extended":
      return `${who}延期${because}`;
    case "reopened":
      return `${who}重新打开${because}`;
    case "undone":
      return `${who}撤销了上一步`;
    case "note":
      if (detail.text || !because) return `${who}备注${detail.text ? `：${detail.text}` : ""}`;
      return `${who}说明原因${because}`;
    default:
      return `${who} ${event.kind}`;
  }
}

function person(event, name) {
  const behalf = event.on_behalf_of;
  if (behalf) return behalf.name ?? name(behalf.id ?? behalf) ?? behalf.id ?? behalf;
  const actor = event.actor ?? {};
  if (actor.type === "system" || actor.type === "source") return "";
  return actor.name ?? name(actor.id) ?? actor.id ?? "";
}
