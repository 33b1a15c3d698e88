// What is DingTalk's own about a phone: the robot's chat and the pool group, their messages, and
// the calls behind a press and a line.
import { call } from "./calls.js";
import { actionCard, card } from "./dingtalk_card.js";
import { el } from "./dom.js";
import { message } from "./message.js";
import { link, simpleMarkdown } from "./rich.js";

const ROBOT = "robot";
const GROUP = "group";
const people = new Map();
let group = null;

export const dingtalk = {
  id: "dingtalk",
  name: "钉钉",
  talks: () => (group ? [[ROBOT, "机器人"], [GROUP, group]] : [[ROBOT, "机器人"]]),
  talkOf: (told) => (told.chat === GROUP ? GROUP : ROBOT),
  isCard: (told) => told.body.type === "card" || told.body.type === "action_card",
  // A message that the robot takes back leaves no trace.
  isGone: (told) => told.recalled,
  draw,
  press,
  say,
  opening: () => {},
};

// Name of the pool group and of everybody who can be mentioned, told before the messages are drawn.
export function learn(told) {
  group = told?.group ?? null;
  people.clear();
  for (const phone of told?.phones ?? []) people.set(phone.name, phone.userid);
}

function draw(told) {
  const known = { app: "app", me: "member" }[told.from];
  return message(told, {
    kind: told.body.type,
    from: known ?? "other",
    sender: known ? null : told.from,
    content: content(told.body),
  });
}

function content(body) {
  switch (body.type) {
    case "card":
      return card(body);
    case "action_card":
      return actionCard(body);
    case "markdown":
      // Its title is for the list of chats alone.
      return el("div", { class: "bubble markdown" }, simpleMarkdown(body.text));
    default:
      return el("p", { class: "bubble" }, addresses(body.content));
  }
}

// A bare address in a text can be opened; nothing else in it comes alive.
function addresses(text) {
  return text.split(/(https?:\/\/[^\s<>"'，。；）」]+)/i).map((part, index) => (index % 2 ? link(part, part) : part));
}

// The platform tells the app what the template binds to the button: fixed words and inputs by name.
function press(userid, article, button) {
  const params = JSON.parse(button.dataset.params);
  for (const name of JSON.parse(button.dataset.with)) {
    const select = article.querySelector(`select[data-name="${CSS.escape(name)}"]`);
    if (select) params[name] = select.value;
  }
  return call("POST", "/sandbox/dingtalk/press", {
    userid,
    out_track_id: article.dataset.track,
    action: button.dataset.press,
    params,
  });
}

// `@王芳` in a line is a mention, as if chosen from the list that the real client offers.
function say(userid, text, talk) {
  const mention = [...people].filter(([name]) => text.includes(`@${name}`)).map(([, id]) => id);
  return call("POST", "/sandbox/dingtalk/say", { userid, text, chat: talk, mention });
}
