// The page, put together.

import { drawCalendar, moveClock, setClock } from "/page/clock.js";
import { Column, roleOf, titleOf } from "/page/column.js";
import { get, listen } from "/page/net.js";
import { drawSide, startSide } from "/page/side.js";
import { element, hue, language, note, refill, say, speak } from "/page/words.js";
import { chatOf, nameOf, world } from "/page/world.js";

const columns = [];
const place = document.getElementById("columns");
let asking = null;
let askAgain = false;
let untouched = true; // nobody has chosen what to see: the newcomer's windows are ours to choose

const MOST = 5;
const NARROWEST = 300;
const AT_ONCE_MS = 16;
const isPhone = () => matchMedia("(max-width: 860px)").matches;

// How many windows there may be; those that do not fit stand further right. A phone shows one at a time.
const room = () => (isPhone() ? 1 : MOST);

// As many windows stand in view as fit, none of them cut.
function fit() {
  place.style.setProperty("--fit", Math.max(1, Math.min(columns.length, Math.floor(place.clientWidth / NARROWEST))));
}
new ResizeObserver(fit).observe(place);

function lastInView() {
  const edge = place.getBoundingClientRect().right + 2;
  return columns.filter((column) => column.node.getBoundingClientRect().right <= edge).pop() ?? columns[columns.length - 1];
}

function setTab(tab) {
  document.body.dataset.tab = tab;
  for (const button of document.querySelectorAll(".tabs button")) {
    button.toggleAttribute("aria-current", button.dataset.tab === tab);
  }
  for (const column of columns) column.seen();
}

function open(key) {
  const column = new Column(key, {
    chosen: (which, wanted) => { untouched = false; which.show(wanted); front(which); drawList(); },
    closed: (which) => { untouched = false; columns.splice(columns.indexOf(which), 1); which.node.remove(); fit(); drawList(); },
    opened: showChat,
  });
  columns.push(column);
  place.append(column.node);
  fit();
  return column;
}

function front(column) {
  for (const one of columns) one.node.classList.toggle("front", one === column);
  column.seen();
}

// Shows a chat: where it stands already, in a window of its own while there is room, or in place of the last one in view.
function showChat(key) {
  if (!chatOf(key)) return;
  untouched = false;
  let column = columns.find((one) => one.key === key);
  if (!column && columns.length < room()) column = open(key);
  if (!column) {
    column = lastInView();
    column.show(key);
  }
  front(column);
  column.node.scrollIntoView({ block: "nearest", inline: "nearest" });
  world.unread.delete(key);
  drawList();
  setTab("chat");
}

function showChats(keys) {
  const wanted = keys.filter((key) => chatOf(key)).slice(0, room());
  for (const [index, key] of wanted.entries()) {
    // A chat that stands further right already changes places: none is shown twice.
    const other = columns.find((one, place) => place > index && one.key === key);
    if (other) other.show(columns[index].key);
    if (!columns[index]) open(key);
    else if (columns[index].key !== key) columns[index].show(key);
    world.unread.delete(key);
  }
  if (columns.length) front(columns[0]);
  place.scrollLeft = 0;
  drawList();
}

function drawList() {
  const chats = world.state?.chats ?? [];
  const wanted = document.getElementById("search").value.trim().toLowerCase();
  const shown = new Set(columns.map((column) => column.key));
  const sorted = chats
    .map((chat, index) => ({ chat, rank: chat.kind === "group" ? 2 : chat.kind === "admin" ? 1 : chat.last ? 0 : -1, index }))
    .filter(({ chat }) => nameOf(chat).toLowerCase().includes(wanted))
    .sort((one, other) => other.rank - one.rank || one.index - other.index);
  refill(document.getElementById("chats"), sorted.map(({ chat }) => {
    const count = world.unread.get(chat.key) ?? 0;
    const face = element("span", { class: "face", "aria-hidden": "true" }, [...chat.name][0] ?? "");
    face.style.setProperty("--hue", hue(chat.key));
    return element("li", {}, element("button", {
      type: "button", "data-chat": chat.key, "aria-current": shown.has(chat.key) ? "true" : null, onclick: () => showChat(chat.key),
      title: titleOf(chat),
      "aria-label": `${nameOf(chat)}${["leader", "colleague"].includes(chat.kind) ? ` ${say(chat.kind)}` : ""}${count ? `, ${count} ${say("unread")}` : ""}`,
    },
    face,
    element("span", { class: "who" }, titleOf(chat)),
    count ? element("b", { class: "count" }, count > 99 ? "99+" : String(count)) : element("span"),
    element("span", { class: "said" }, chat.last ? chat.last.text : roleOf(chat))));
  }), "chat");
  const total = [...world.unread.values()].reduce((sum, one) => sum + one, 0);
  const badge = document.getElementById("tab-unread");
  badge.hidden = !total;
  badge.textContent = total > 99 ? "99+" : String(total);
}

// Many things may have changed at once: ask once more when the answer has come, not once for each.
async function refresh() {
  if (asking) { askAgain = true; return asking; }
  asking = (async () => {
    do {
      askAgain = false;
      const { demo, event } = await get("/api/state");
      world.state = demo;
      world.event = event;
      if (demo) { world.zone = demo.zone; setClock(demo.now); }
      draw();
    } while (askAgain);
  })().catch(() => {}).finally(() => { asking = null; });
  return asking;
}

function draw() {
  drawSide();
  drawCalendar();
  for (const column of columns) column.describe();
  drawList();
}

async function begin() {
  const before = world.state?.id;
  await refresh();
  if (!world.state) return;
  if (world.state.id === before) { // the same sandbox, of which something has been missed
    for (const column of columns) column.load();
    return;
  }
  for (const column of columns.splice(0)) column.node.remove();
  world.unread.clear();
  untouched = true;
  showChats(world.state.first);
}

let listDue = 0;
function drawListSoon() {
  listDue ||= setTimeout(() => { listDue = 0; drawList(); }, 150);
}

// What comes at once is shown at once: a window's messages wait for one another a moment.
const heard = new Map();
let hearing = 0;
function hearChat(event) {
  if (!chatOf(event.chat)) { refresh(); return; }
  if (!heard.has(event.chat)) heard.set(event.chat, []);
  heard.get(event.chat).push(event);
  hearing ||= setTimeout(showHeard, AT_ONCE_MS);
}

function showHeard() {
  hearing = 0;
  for (const [key, events] of heard) {
    const chat = chatOf(key);
    const column = columns.find((one) => one.key === key);
    column?.hear(events);
    const fresh = events.filter((event) => event.change === "message");
    const newest = fresh.at(-1)?.message;
    if (!chat || !newest) continue;
    chat.last = { text: (newest.text || newest.file?.name || "").slice(0, 60), at: newest.at };
    if (!column) world.unread.set(key, (world.unread.get(key) ?? 0) + fresh.length);
    drawListSoon();
  }
  heard.clear();
}

function hear(event) {
  if (event.kind === "chat") hearChat(event);
  else if (event.kind === "clock") setClock(event.now);
  else if (event.kind === "state") refresh().then(() => { if (untouched && world.state) showChats(world.state.first); });
  else if (event.kind === "resync") begin();
  else if (event.kind === "toast" && columns.some((one) => one.key === event.chat)) note(event.text, event.alert);
}

// The system's choice of dark or light, until somebody chooses here.
const systemDark = matchMedia("(prefers-color-scheme: dark)");
function setTheme() {
  document.documentElement.dataset.theme = localStorage.getItem("sandbox-theme") ?? (systemDark.matches ? "dark" : "light");
}
setTheme();
systemDark.addEventListener("change", setTheme);
document.getElementById("theme").addEventListener("click", () => {
  localStorage.setItem("sandbox-theme", document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  setTheme();
});
document.getElementById("language").addEventListener("click", async () => {
  await speak(language === "zh-CN" ? "en" : "zh-CN");
  localStorage.setItem("sandbox-language", language);
  draw();
  for (const column of columns) column.draw();
});
document.getElementById("search").addEventListener("input", drawList);
for (const button of document.querySelectorAll("[data-move]")) button.addEventListener("click", () => moveClock(button.dataset.move));
for (const button of document.querySelectorAll(".tabs button")) button.addEventListener("click", () => setTab(button.dataset.tab));
startSide((chats) => {
  untouched = false;
  showChats(chats);
  if (isPhone()) setTab("chat");
});
setTab("chat");

const { language: spoken, event } = await get("/api/state");
await speak(localStorage.getItem("sandbox-language") ?? spoken);
await begin();
let lostNote = 0;
listen(event, hear, (lost) => {
  if (lost && !lostNote) lostNote = setTimeout(() => note(say("lost")), 1500);
  if (!lost) { clearTimeout(lostNote); lostNote = 0; }
});
