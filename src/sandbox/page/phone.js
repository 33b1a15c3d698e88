// One phone: its frame, its conversations, and the line to write in. The platform says what is its own.
import { el, patch, patchChildren } from "./dom.js";

const ROLES = { rep: "销售", manager: "主管" };
const LONGEST_CHAT = 200;
const PRESSED_MS = 300;
// So near to the end of a chat somebody follows it.
const NEAR_PX = 120;

export class Phone {
  constructor(platform, userid) {
    this.platform = platform;
    this.userid = userid;
    this.id = `phone-${platform.id}-${userid}`;
    this.talks = new Map();
    this.open = null;
    this.heading = el("header");
    this.bar = el("div", { class: "talks", role: "tablist", "aria-label": "选择会话" });
    this.chats = el("div", { class: "chats" });
    const say = el(
      "form",
      { class: "say", autocomplete: "off" },
      el("input", { type: "text", name: "text", "aria-label": "发消息", placeholder: "发消息" }),
      el("button", { type: "submit" }, "发送"),
    );
    this.node = el(
      "section",
      { class: "phone", id: this.id, data: { userid, platform: platform.id } },
      el("div", { class: "screen" }, this.heading, this.bar, this.chats, say),
    );
    this.node.addEventListener("click", (event) => this.onClick(event));
    this.node.addEventListener("auxclick", (event) => this.onOpening(event));
    this.bar.addEventListener("keydown", (event) => this.onKey(event));
    say.addEventListener("submit", (event) => this.onSay(event));
  }

  describe(info) {
    this.name = info.name;
    this.node.setAttribute("aria-label", `${info.name}的${this.platform.name}`);
    const role = info.left ? "已离职" : (ROLES[info.role] ?? info.role);
    const dropped = info.dropped > 0 ? ` · 丢弃 ${info.dropped} 条` : "";
    const fresh = el(
      "header",
      {},
      el("span", { class: "avatar", "aria-hidden": "true" }, [...info.name][0] ?? "?"),
      el("div", {}, el("strong", {}, info.name), el("small", {}, `${role} · ${this.platform.name}${dropped}`)),
    );
    patch(this.heading, fresh);
    const names = new Map(this.platform.talks());
    for (const [key, talk] of this.talks) {
      if (names.has(key)) continue;
      talk.chat.remove();
      this.talks.delete(key);
    }
    for (const [key, name] of names) {
      if (!this.talks.has(key)) this.talks.set(key, this.newTalk(key));
      this.talks.get(key).name = name;
    }
    if (!this.talks.has(this.open)) this.open = this.main;
    this.layOut();
  }

  newTalk(key) {
    const chat = el("ol", {
      class: "chat",
      id: `${this.id}-${key}`,
      "aria-live": "polite",
      tabindex: "0",
      "aria-label": "聊天记录",
    });
    const talk = { chat, unread: 0, follows: true, height: 0 };
    // Only a person's scrolling says whether the end is followed, not a change of the phone's size.
    const scrolled = () => {
      if (chat.clientHeight === talk.height) talk.follows = rest(chat) < NEAR_PX;
    };
    chat.addEventListener("scroll", scrolled, { passive: true });
    new ResizeObserver(() => {
      talk.height = chat.clientHeight;
      if (talk.follows) toEnd(talk);
    }).observe(chat);
    this.chats.append(chat);
    return talk;
  }

  // Shows what is new; gives the conversations that something of the app's arrived in.
  receive(messages, full) {
    const arrived = [];
    for (const told of messages) {
      const key = this.platform.talkOf(told);
      const talk = this.talks.get(key);
      if (!talk) continue;
      const old = talk.chat.querySelector(`:scope > [data-key="${CSS.escape(told.id)}"]`);
      if (this.platform.isGone(told)) {
        old?.remove();
        continue;
      }
      const fresh = this.platform.draw(told);
      if (old) {
        patch(old, fresh);
      } else {
        talk.chat.append(fresh);
        if (told.from === "app") arrived.push({ talk: key, card: this.platform.isCard(told), at: told.at });
      }
      if (talk.chat.children.length > LONGEST_CHAT) talk.chat.firstElementChild.remove();
    }
    for (const [key, talk] of this.talks) {
      if (full || arrived.some((one) => one.talk === key)) talk.follows = true;
      if (talk.follows) toEnd(talk);
    }
    return arrived;
  }

  clear() {
    for (const talk of this.talks.values()) {
      talk.chat.replaceChildren();
      talk.unread = 0;
    }
  }

  // Brings a conversation forward; whoever sees the phone has read it.
  turnTo(key) {
    if (this.talks.has(key)) this.open = key;
    const talk = this.talks.get(this.open);
    talk.follows = true;
    this.layOut();
    toEnd(talk);
  }

  // Told while the phone is in view: what stands open is read.
  seen() {
    const talk = this.talks.get(this.open);
    if (!talk?.unread) return;
    talk.unread = 0;
    this.layOut();
  }

  // The chat with the app alone; a group is beside it.
  get main() {
    return this.talks.keys().next().value;
  }

  // Somebody is asked something here: no group covers it by itself.
  get hasOffer() {
    return Boolean(this.talks.get(this.main).chat.querySelector('article[data-state="offered"] button'));
  }

  get unread() {
    return [...this.talks.values()].reduce((sum, talk) => sum + talk.unread, 0);
  }

  layOut() {
    const several = this.talks.size > 1;
    this.bar.hidden = !several;
    for (const [key, talk] of this.talks) {
      talk.chat.hidden = key !== this.open;
      if (several) talk.chat.setAttribute("aria-label", `${talk.name}的聊天记录`);
    }
    const fresh = several ? [...this.talks].map(([key, talk]) => tab(`${this.id}-${key}`, key, talk, key === this.open)) : [];
    patchChildren(this.bar, fresh);
  }

  onClick(event) {
    this.onOpening(event);
    const chosen = event.target.closest(".talks [role=tab]");
    if (chosen) this.turnTo(chosen.dataset.key);
    const button = event.target.closest("button[data-press]");
    // The second half of a double click: by then another button may stand under the finger.
    if (button && event.detail < 2) this.press(button);
  }

  onKey(event) {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const order = [...this.talks.keys()];
    this.turnTo(order[(order.indexOf(this.open) + 1) % order.length]);
    this.bar.querySelector("[aria-selected=true]")?.focus();
  }

  onOpening(event) {
    if (event.target.closest("a[href]")) this.platform.opening(this.userid);
  }

  async press(button) {
    button.classList.add("pressed");
    await this.platform.press(this.userid, button.closest("article"), button);
    setTimeout(() => button.classList.remove("pressed"), PRESSED_MS);
  }

  onSay(event) {
    event.preventDefault();
    const input = event.target.elements.text;
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    this.platform.say(this.userid, text, this.open);
  }
}

// A tab of a list of tabs, with the number of unread messages.
export function tab(panel, key, { name, unread }, selected) {
  return el(
    "button",
    {
      type: "button",
      role: "tab",
      id: `tab-${panel}`,
      "aria-selected": String(selected),
      "aria-controls": panel,
      tabindex: selected ? "0" : "-1",
      data: { key },
    },
    name,
    unread > 0 && el("i", { class: "unread" }, String(unread)),
  );
}

const rest = (chat) => chat.scrollHeight - chat.scrollTop - chat.clientHeight;

function toEnd({ chat }) {
  chat.scrollTop = chat.scrollHeight;
}
