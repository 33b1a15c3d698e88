// A template card as the platform draws it: its parts in the platform's order.
import { el } from "./dom.js";
import { link } from "./rich.js";

export function card(message) {
  const { card, lead, state } = message;
  const title = card.main_title?.title ?? "";
  const opens = card.card_action?.type === 1 ? card.card_action.url : null;
  return el(
    "article",
    {
      class: "card",
      data: { lead: lead ?? undefined, state: state ?? "", task: message.task_id },
    },
    card.source?.desc && el("p", { class: "source", data: { tone: card.source.desc_color } }, card.source.desc),
    title && el("h3", {}, opens ? link(opens, title) : title),
    card.main_title?.desc && el("p", { class: "desc" }, card.main_title.desc),
    emphasis(card.emphasis_content),
    quote(card.quote_area),
    card.sub_title_text && el("p", { class: "sub" }, card.sub_title_text),
    rows(card.horizontal_content_list ?? []),
    jumps(card.jump_list ?? []),
    foot(card),
  );
}

function emphasis(content) {
  if (!content) return null;
  return el("p", { class: "emphasis" }, el("strong", {}, content.title), content.desc && el("span", {}, content.desc));
}

function quote(area) {
  if (!area || !(area.title || area.quote_text)) return null;
  const heading = area.type === 1 ? link(area.url, area.title || "打开") : area.title;
  return el(
    "blockquote",
    {},
    heading && el("p", { class: "quote-title" }, heading),
    area.quote_text && el("p", {}, area.quote_text),
  );
}

function rows(list) {
  if (!list.length) return null;
  return el(
    "dl",
    {},
    list.map((row) =>
      el(
        "div",
        {},
        el("dt", {}, row.keyname),
        el("dd", {}, row.type === 1 ? link(row.url, row.value || row.url) : row.value || row.userid),
      ),
    ),
  );
}

function jumps(list) {
  if (!list.length) return null;
  return el(
    "p",
    { class: "jumps" },
    list.map((jump) => (jump.type === 1 ? link(jump.url, jump.title) : el("span", {}, jump.title))),
  );
}

// Drop-down and buttons, or the one grey text that stands in their place.
function foot(card) {
  if (card.card_type !== "button_interaction") return null;
  const grey = card.replace_text;
  const choice = drop_down(card.button_selection, Boolean(grey));
  if (grey) return [choice, el("p", { class: "replaced" }, grey)];
  const buttons = (card.button_list ?? []).map((button) =>
    button.type === 1
      ? link(button.url, button.text, { class: `button style-${button.style}` })
      : el("button", { type: "button", class: `style-${button.style}`, data: { press: button.key } }, button.text),
  );
  return [choice, el("div", { class: "buttons", data: { count: buttons.length } }, buttons)];
}

function drop_down(selection, dead) {
  if (!selection) return null;
  const chosen = selection.option_list.some((option) => option.id === selection.selected_id)
    ? selection.selected_id
    : selection.option_list[0]?.id;
  return el(
    "label",
    { class: "choice" },
    el("span", {}, selection.title || "选择"),
    el(
      "select",
      { disabled: dead || selection.disable, data: { question: selection.question_key } },
      selection.option_list.map((option) =>
        el("option", { value: option.id, selected: option.id === chosen }, option.text),
      ),
    ),
  );
}
