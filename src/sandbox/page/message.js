// One line of a chat, the same on both platforms: whose it is, what it holds, when it came.
import { el } from "./dom.js";
import { minute } from "./when.js";

// `from` is app, member or other; `sender` is a name where several people write.
export function message(told, { kind, from, sender, content }) {
  const time = told.updated_at ? `${minute(told.updated_at)} 更新` : minute(told.at);
  return el(
    "li",
    { class: `message from-${from} is-${kind}`, data: { key: told.id } },
    sender && el("p", { class: "sender" }, sender),
    content,
    el("time", { datetime: told.updated_at ?? told.at }, time),
  );
}
