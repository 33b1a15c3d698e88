// DingTalk's cards: the template filled with what this person sees, and cards that only link.
import { el } from "./dom.js";
import { link, simpleMarkdown } from "./rich.js";

const STYLES = { main: "style-1", danger: "style-3" };

export function card(body) {
  return article(body, [
    body.source && el("p", { class: "source" }, body.source),
    body.title && el("h3", {}, body.title),
    body.desc && el("p", { class: "desc" }, body.desc),
    body.quote && el("blockquote", {}, el("p", {}, body.quote)),
    rows(body.rows ?? []),
    body.hint && el("p", { class: "for-you" }, hint(body.hint)),
    choice(body.select),
    buttons(body.buttons ?? []),
    body.ended && el("p", { class: "replaced" }, body.ended),
    links(body.links ?? []),
  ]);
}

// A message with buttons that open pages and call nobody.
export function actionCard(body) {
  const text = body.text ?? "";
  const said = text.replace(/^[#*\s]+/, "").startsWith(body.title);
  return article(body, [
    said ? null : el("h3", {}, body.title),
    el("div", { class: "markdown" }, simpleMarkdown(text)),
    buttonRow((body.buttons ?? []).map(({ text, url }) => link(url, text, { class: "button" }))),
  ]);
}

function article(body, parts) {
  const data = { lead: body.data_lead, state: body.data_state ?? "", track: body.out_track_id };
  return el("article", { class: "card ding", data }, parts);
}

function rows(list) {
  if (!list.length) return null;
  return el(
    "dl",
    {},
    list.map(({ k, v, u }) => el("div", {}, el("dt", {}, k), el("dd", {}, u ? link(u, v || u) : v))),
  );
}

// A phone number stays on one line.
function hint(text) {
  return text.split(/(\d{3} \d{4} \d{4})/).map((part, index) => (index % 2 ? el("span", {}, part) : part));
}

function choice(select) {
  if (!select?.options.length) return null;
  const chosen = select.options.some((option) => option.id === select.selected)
    ? select.selected
    : select.options[0].id;
  return el(
    "label",
    { class: "choice" },
    el("span", {}, select.label || "选择"),
    el(
      "select",
      { data: { name: select.name } },
      select.options.map((option) => el("option", { value: option.id, selected: option.id === chosen }, option.text)),
    ),
  );
}

function buttons(list) {
  return buttonRow(
    list.map((button) =>
      el(
        "button",
        {
          type: "button",
          class: STYLES[button.style],
          data: {
            press: button.id,
            params: JSON.stringify(button.params ?? {}),
            with: JSON.stringify(button.with ?? []),
          },
        },
        button.text,
      ),
    ),
  );
}

function buttonRow(list) {
  return list.length ? el("div", { class: "buttons", data: { count: list.length } }, list) : null;
}

function links(list) {
  if (!list.length) return null;
  return el("p", { class: "jumps" }, list.map(({ text, url }) => link(url, text)));
}
