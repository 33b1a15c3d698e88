// What is WeCom's own about a phone: one chat, its messages, and the calls behind a press and a line.
import { call } from "./calls.js";
import { card } from "./card.js";
import { el } from "./dom.js";
import { message } from "./message.js";
import { markdown, words } from "./rich.js";

export const wecom = {
  id: "wecom",
  name: "企业微信",
  talks: () => [["app", "应用"]],
  talkOf: () => "app",
  isCard: (told) => told.kind === "card",
  isGone: () => false,
  draw: (told) =>
    message(told, {
      kind: told.kind,
      from: told.from,
      content: told.recalled ? el("p", { class: "recalled" }, "消息已被撤回") : content(told),
    }),
  press,
  say: (userid, text) => call("POST", "/sandbox/say", { userid, text }),
  // The login page has to know whose phone a link was opened on.
  opening: (userid) => {
    document.cookie = `sandbox_phone=${userid}; path=/; max-age=600; samesite=lax`;
  },
};

function content(told) {
  switch (told.kind) {
    case "card":
      return card(told);
    case "markdown":
      return el("div", { class: "bubble markdown" }, markdown(told.content));
    case "textcard":
      return el(
        "article",
        { class: "card" },
        el("h3", {}, told.title),
        el("p", { class: "sub" }, told.description),
        el("p", { class: "jumps" }, words(`<a href="${told.url}">${told.btntxt || "详情"}</a>`)),
      );
    default:
      return el("p", { class: "bubble" }, words(told.content));
  }
}

function press(userid, article, button) {
  const select = article.querySelector("select[data-question]");
  const body = { userid, task_id: article.dataset.task, key: button.dataset.press };
  if (select) body.selected = select.value;
  return call("POST", "/sandbox/press", body);
}
