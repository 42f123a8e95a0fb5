// One message as it looks.

import { clockTime } from "/page/world.js";
import { element, language, say } from "/page/words.js";

const DOCUMENT = "M7 3h7l5 5v13H7zM14 3v5h5M10 13h6M10 17h6";
const MOST_HIGH = 260;
const MOST_WIDE = 260;
const SVG = "http://www.w3.org/2000/svg";

function drawing(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

function fileOf(file) {
  const address = `/api/files/${encodeURIComponent(file.id)}`;
  if (file.kind === "photo") {
    const picture = element("img", { src: address, alt: file.name });
    if (file.width && file.height) {
      // Its place is kept before it comes, so that nothing jumps.
      picture.style.width = `${Math.round(file.width * Math.min(1, MOST_HIGH / file.height, MOST_WIDE / file.width))}px`;
      picture.style.aspectRatio = `${file.width} / ${file.height}`;
    }
    return element("a", { class: "photo", href: address }, picture);
  }
  const size = file.size < 1024 ? `${file.size} B` : `${Math.ceil(file.size / 1024)} KB`;
  return element("a", { class: "file", href: address, download: file.name }, drawing(DOCUMENT), element("span", {}, file.name, element("small", {}, size)));
}

// Clients make links of addresses that stand in a text; so does this one.
function linkAddresses(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("a")) nodes.push(walker.currentNode);
  for (const node of nodes) {
    const pieces = node.data.split(/(https?:\/\/[^\s，。；）]+)/);
    if (pieces.length > 1) node.replaceWith(...pieces.map((piece, index) => (index % 2 ? element("a", { href: piece }, piece) : piece)));
  }
}

// The start parameter of a link to the bot; nothing for any other link.
export const startOf = (address) => /^https:\/\/t\.me\/\w+\?start=([\w-]+)$/.exec(address ?? "")?.[1];

// `acts`: press(message, button), open(token), change(message); `own`: whether who acts here wrote it.
export function bubble(message, { own, inGroup, acts }) {
  if (message.service) {
    return element("p", { class: "service", "data-id": message.id }, message.service === "pinned" ? `${message.name} ${say("pinned")}` : say("members"));
  }
  const says = element("div", { class: "says" });
  if (inGroup && !own) says.append(element("b", { class: "name" }, message.name));
  if (message.file) says.append(fileOf(message.file));
  if (message.contact) says.append(element("span", {}, `📱 ${message.contact}`));
  if (message.html) {
    const text = element("span", { class: "text" });
    text.innerHTML = message.html; // escaped by the emulator, but for Telegram's own tags
    linkAddresses(text);
    for (const link of text.querySelectorAll("a")) {
      const token = startOf(link.href);
      if (token) link.addEventListener("click", (event) => { event.preventDefault(); acts.open(token); });
      else { link.target = "_blank"; link.rel = "noopener noreferrer"; }
    }
    says.append(text);
  }
  const meta = element("span", { class: "meta" }, `${message.edited ? `${say("edited")} ` : ""}${clockTime(message.at, language)}`);
  if (own && message.text && !message.file) {
    meta.append(element("button", { type: "button", title: say("edit"), "aria-label": say("edit"), onclick: () => acts.change(message) }, "✎"));
  }
  says.append(meta);
  const node = element("div", { class: own ? "bubble own" : "bubble", "data-id": message.id }, says);
  if (message.buttons) {
    const rows = message.buttons.map((row) => element("div", {}, ...row.map((button) => element("button", {
      type: "button", "data-press": button.data,
      onclick: (event) => acts.press(message, button, event.currentTarget),
    }, button.text))));
    node.append(element("div", { class: "buttons" }, ...rows));
  }
  return node;
}
