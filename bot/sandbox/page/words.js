// The page's words, in the language chosen.

import { get } from "/page/net.js";

let texts = {};
export let language = "zh-CN";

export const say = (name, filling = {}) =>
  Object.entries(filling).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, value), texts[name] ?? name);

export async function speak(wanted) {
  language = wanted;
  texts = await get(`/api/texts?language=${encodeURIComponent(wanted)}`);
  document.documentElement.lang = wanted;
  document.title = say("title");
  fill(document);
}

// Puts words into everything that names one: data-text, data-label (for screen readers and as a hint), data-placeholder.
export function fill(root) {
  for (const node of root.querySelectorAll("[data-text]")) node.textContent = say(node.dataset.text);
  for (const node of root.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", say(node.dataset.label));
    if (node.tagName === "BUTTON") node.title = say(node.dataset.label);
  }
  for (const node of root.querySelectorAll("[data-hint]")) node.title = say(node.dataset.hint);
  for (const node of root.querySelectorAll("[data-placeholder]")) node.placeholder = say(node.dataset.placeholder);
}

export function note(text, alert = false) {
  const line = document.createElement("p");
  line.textContent = text;
  document.getElementById("notes").append(line);
  setTimeout(() => line.remove(), alert ? 8000 : 4500);
}

// Does something of the page's, and says what stands against it.
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    note(error.message);
    return null;
  }
}

// Puts other nodes into a container; whoever was there with the keyboard stays where they were.
export function refill(container, nodes, key) {
  const held = container.contains(document.activeElement) ? document.activeElement.dataset[key] : undefined;
  container.replaceChildren(...nodes);
  if (held !== undefined) [...container.querySelectorAll(`[data-${key}]`)].find((node) => node.dataset[key] === held)?.focus({ preventScroll: true });
}

export function hue(text) {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + character.codePointAt(0)) % 360;
  return sum;
}

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}
