// A chat window: the log of one chat, and what the person there can do.

import { bubble, startOf } from "/page/bubbles.js";
import { get, post, upload } from "/page/net.js";
import { attempt, element, fill, hue, language, say } from "/page/words.js";
import { chatOf, dayKey, dayName, nameOf, world } from "/page/world.js";

const MOST_SHOWN = 150;
let made = 0; // windows, for names that are theirs alone

export class Column {
  constructor(key, { chosen, closed, opened }) {
    this.key = key;
    this.opened = opened;
    this.messages = new Map();
    this.commands = [];
    this.picked = -1;
    this.file = null;
    this.changing = null;
    this.atEnd = true;
    this.loading = 0;
    this.node = document.getElementById("column").content.firstElementChild.cloneNode(true);
    const find = (selector) => this.node.querySelector(selector);
    this.log = find(".log");
    this.keyboard = find(".keyboard");
    this.text = find("textarea");
    this.completion = find(".completion");
    this.completion.id = `completion-${++made}`;
    this.text.setAttribute("aria-controls", this.completion.id);
    this.chosenLine = find(".chosen");
    this.which = find(".which");
    this.as = find(".as select");
    this.block = find(".block");
    this.input = find("input[type=file]");
    this.which.addEventListener("change", () => chosen(this, this.which.value));
    find(".close").addEventListener("click", () => closed(this));
    this.block.addEventListener("click", () => this.act("block", { on: !chatOf(this.key)?.blocked }));
    find(".attach").addEventListener("click", () => this.input.click());
    this.input.addEventListener("change", () => this.choose(this.input.files[0] ?? null));
    find(".commands").addEventListener("click", () => { this.text.value = "/"; this.text.focus(); this.complete(); });
    this.log.addEventListener("scroll", () => {
      if (this.log.clientHeight) this.atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120;
    }, { passive: true });
    this.text.addEventListener("input", () => { this.stretch(); this.complete(); });
    this.text.addEventListener("keydown", (event) => this.typed(event));
    this.text.addEventListener("blur", () => setTimeout(() => this.hideCompletion(), 150));
    find("form").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.node.addEventListener("dragover", (event) => event.preventDefault());
    this.node.addEventListener("drop", (event) => { event.preventDefault(); this.choose(event.dataTransfer.files[0] ?? null); });
    this.acts = {
      press: (message, button, node) => this.press(message, button, node),
      open: (token) => this.openLink(token),
      change: (message) => this.change(message),
    };
    fill(this.node);
    this.describe();
    this.load();
  }

  get chat() { return chatOf(this.key); }
  get isGroup() { return this.chat?.kind === "group"; }
  get actor() { return this.isGroup ? Number(this.as.value) : Number(this.key); }

  show(key) {
    this.key = key;
    this.change(null);
    this.choose(null);
    this.text.value = "";
    this.describe();
    this.load();
  }

  describe() {
    fill(this.node);
    const chats = world.state?.chats ?? [];
    const names = chats.map((chat) => `${chat.key} ${titleOf(chat)}`).join("\n");
    if (names !== this.names) { // a list that somebody has opened stays open
      this.names = names;
      this.which.replaceChildren(...chats.map((chat) => element("option", { value: chat.key }, titleOf(chat))));
    }
    this.which.value = this.key;
    this.log.lang = world.state?.language ?? "";
    const chat = this.chat;
    if (!chat) return;
    this.node.setAttribute("aria-label", nameOf(chat));
    this.node.classList.toggle("is-group", chat.kind === "group");
    const face = this.node.querySelector(".face");
    face.textContent = [...chat.name][0] ?? "";
    face.style.setProperty("--hue", hue(chat.key));
    const about = this.node.querySelector(".about");
    about.classList.toggle("blocked", Boolean(chat.blocked));
    about.textContent = chat.blocked ? say("blocked") : roleOf(chat);
    this.block.hidden = chat.kind === "group";
    const word = say(chat.blocked ? "unblock" : "block");
    this.block.title = word;
    this.block.setAttribute("aria-label", word);
    this.block.setAttribute("aria-pressed", String(Boolean(chat.blocked)));
    const members = chat.kind === "group" ? chat.members.map((member) => `${member.id} ${member.name}`).join("\n") : "";
    if (members && members !== this.members) {
      this.members = members;
      const before = this.as.value;
      this.as.replaceChildren(...chat.members.map((member) => element("option", { value: member.id, selected: String(member.id) === before }, member.name)));
    }
  }

  async load() {
    const turn = ++this.loading;
    this.messages.clear();
    this.log.replaceChildren();
    if (!this.chat) return;
    const found = await attempt(() => get(`/api/chats/${this.key}/messages`));
    if (!found || turn !== this.loading) return;
    this.commands = found.commands;
    for (const message of found.messages) this.messages.set(message.id, message);
    this.more = found.more;
    this.draw();
    this.showKeyboard(found.keyboard);
    this.toEnd();
    world.unread.delete(this.key);
  }

  async earlier() {
    const first = this.messages.keys().next().value;
    const found = await attempt(() => get(`/api/chats/${this.key}/messages?before=${first}`));
    if (!found) return;
    this.messages = new Map([...found.messages.map((message) => [message.id, message]), ...this.messages]);
    this.more = found.more;
    const before = this.log.scrollHeight;
    this.draw();
    this.log.scrollTop += this.log.scrollHeight - before;
  }

  draw() {
    this.log.replaceChildren();
    this.lastDay = "";
    if (this.more) this.log.append(element("button", { type: "button", class: "earlier", onclick: () => this.earlier() }, say("earlier")));
    for (const message of this.messages.values()) this.append(message);
    if (!this.messages.size) {
      const begin = this.isGroup ? null : element("button", { type: "button", class: "main", onclick: () => this.act("start") }, say("start"));
      this.log.append(element("div", { class: "nothing" }, element("p", {}, say("empty")), begin));
    }
  }

  shape(message) {
    return bubble(message, { own: !message.bot && message.from === this.actor, inGroup: this.isGroup, acts: this.acts });
  }

  append(message) {
    const day = dayKey(message.at);
    if (day !== this.lastDay) this.log.append(element("p", { class: "day" }, dayName(message.at, language)));
    this.lastDay = day;
    this.log.append(this.shape(message));
  }

  toEnd() {
    this.atEnd = true;
    this.log.scrollTop = this.log.scrollHeight;
  }

  // A window that nobody sees has no height: it goes to its end when it is seen.
  seen() { if (this.atEnd) this.toEnd(); }

  // Messages of this chat are new, changed or gone. Looking where the log stands and moving it cost a layout each: once for all.
  hear(events) {
    if (events.length > MOST_SHOWN) { this.load(); return; }
    const { atEnd } = this;
    for (const { change, message } of events) this.take(change, message);
    if (atEnd && this.messages.size > MOST_SHOWN) this.trim();
    if (atEnd || events.some(({ change, message }) => change === "message" && message.from === this.actor)) this.toEnd();
  }

  take(change, message) {
    const old = this.log.querySelector(`[data-id="${message.id}"]`);
    if (change === "delete") {
      this.messages.delete(message.id);
      old?.remove();
      return;
    }
    const known = this.messages.has(message.id);
    this.messages.set(message.id, message);
    if (old) {
      const held = old.contains(document.activeElement);
      const shape = this.shape(message);
      old.replaceWith(shape);
      if (held) (shape.querySelector(".buttons button") ?? this.log).focus({ preventScroll: true });
    } else if (!known) {
      this.log.querySelector(".nothing")?.remove();
      this.append(message);
    }
    if ("keyboard" in message) this.showKeyboard(message.keyboard);
  }

  trim() {
    for (const id of [...this.messages.keys()].slice(0, this.messages.size - MOST_SHOWN / 2)) this.messages.delete(id);
    this.more = true;
    this.draw();
  }

  showKeyboard(rows) {
    this.keyboard.replaceChildren(...rows.flat().map((button) => element("button", {
      type: "button", onclick: () => this.act("tap", { word: button.text }),
    }, button.text)));
  }

  act(name, body = {}) {
    return attempt(() => post(`/api/chats/${this.key}/${name}`, { as: this.actor, ...body }));
  }

  press(message, button, node) {
    if (button.data === null || button.data === undefined) {
      const token = startOf(button.url);
      if (token) this.openLink(token);
      else if (button.url?.startsWith("https://")) window.open(button.url, "_blank", "noopener,noreferrer");
      return;
    }
    node.classList.add("pressed");
    setTimeout(() => node.classList.remove("pressed"), 1500);
    this.act("press", { message: message.id, data: button.data });
  }

  openLink(token) { return attempt(async () => this.opened((await post("/api/open", { token, as: this.actor })).chat)); }

  async send() {
    const text = this.text.value.trim();
    if (this.file) {
      const query = new URLSearchParams({ name: this.file.name, caption: text, as: this.actor, photo: this.file.type.startsWith("image/") ? "1" : "0" });
      if (await attempt(() => upload(`/api/chats/${this.key}/upload?${query}`, this.file))) { this.choose(null); this.text.value = ""; }
    } else if (this.changing) {
      if (text && await this.act("edit", { message: this.changing.id, text })) { this.change(null); this.text.value = ""; }
    } else if (text) {
      this.text.value = "";
      if (await this.act("send", { text }) === null) this.text.value = text;
    }
    this.stretch();
    this.hideCompletion();
    this.text.focus();
  }

  choose(file) {
    this.file = file;
    if (!file) this.input.value = "";
    this.showChosen(file?.name, () => this.choose(null));
  }

  change(message) {
    this.changing = message;
    if (message) { this.text.value = message.text; this.text.focus(); this.stretch(); }
    this.showChosen(message && `${say("editing")}：${message.text}`, () => { this.change(null); this.text.value = ""; });
  }

  showChosen(text, cancel) {
    this.chosenLine.hidden = !text;
    this.chosenLine.replaceChildren(...(text ? [element("span", {}, text), element("button", { type: "button", "aria-label": say("cancel"), onclick: cancel }, "✕")] : []));
  }

  stretch() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, 130)}px`;
  }

  // Commands, as one types

  complete() {
    const typed = /^\/(\w*)$/.exec(this.text.value)?.[1];
    const found = typed === undefined ? [] : this.commands.filter((one) => one.command.startsWith(typed.toLowerCase()));
    this.picked = found.length ? 0 : -1;
    this.completion.hidden = !found.length;
    this.completion.replaceChildren(...found.map((one, index) => element("li", {
      id: `${this.completion.id}-${one.command}`, role: "option", "aria-selected": String(index === 0), "data-command": one.command, onmousedown: (event) => { event.preventDefault(); this.command(one.command); },
    }, `/${one.command}`, element("span", {}, one.description))));
    this.tellPicked();
  }

  hideCompletion() { this.completion.hidden = true; this.picked = -1; this.tellPicked(); }

  // What a screen reader says of the list while the keyboard stays in the text.
  tellPicked() {
    this.text.setAttribute("aria-expanded", String(!this.completion.hidden));
    const picked = this.completion.hidden ? null : this.completion.children[this.picked];
    if (picked) this.text.setAttribute("aria-activedescendant", picked.id);
    else this.text.removeAttribute("aria-activedescendant");
  }

  command(command) {
    this.text.value = `/${command}`;
    this.hideCompletion();
    this.send();
  }

  typed(event) {
    const items = [...this.completion.children];
    if (!this.completion.hidden && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      this.picked = (this.picked + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length;
      items.forEach((item, index) => item.setAttribute("aria-selected", String(index === this.picked)));
      items[this.picked].scrollIntoView({ block: "nearest" });
      this.tellPicked();
    } else if (event.key === "Escape") {
      this.hideCompletion();
      if (this.changing) { this.change(null); this.text.value = ""; }
    } else if (event.key === "Tab" && !this.completion.hidden && this.picked >= 0) {
      event.preventDefault();
      this.text.value = `/${items[this.picked].dataset.command} `;
      this.hideCompletion();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (!this.completion.hidden && this.picked >= 0) this.command(items[this.picked].dataset.command);
      else this.send();
    }
  }
}

// Whom the person stands for comes first: it is units that owe something.
export function titleOf(chat) {
  if (!chat.unit) return chat.name;
  return chat.kind === "liaison" ? chat.unit : `${chat.unit} · ${say(chat.kind)}`;
}

export function roleOf(chat) {
  if (chat.kind === "group") return `${say("group")} · ${chat.members.map((member) => member.name).join(language === "en" ? ", " : "、")}`;
  return chat.kind === "admin" ? say("admin") : chat.name;
}
