// The clock, and the calendar one can travel on.

import { post } from "/page/net.js";
import { attempt, element, language, refill, say } from "/page/words.js";
import { clockTime, dayKey, dayName, world } from "/page/world.js";

let base = null; // the sandbox's seconds, and the browser's, when we last heard

export function setClock(iso) {
  base = { sandbox: new Date(iso).getTime() / 1000, heard: performance.now() / 1000 };
  showTime();
}

export const nowSeconds = () => (base ? base.sandbox + performance.now() / 1000 - base.heard : 0);

function showTime() {
  if (!base) return;
  const now = nowSeconds();
  document.getElementById("time").textContent = clockTime(now, language);
  document.getElementById("date").textContent = dayName(now, language);
}
setInterval(showTime, 1000);

export const moveClock = (to) => attempt(() => post("/api/clock", { to }));

const nameOfMoment = (moment) =>
  `${say(moment.kind === "registration" ? "registration" : moment.kind === "monthly" ? "monthly" : "moment")} ${momentWord(moment.name)}`;

function momentWord(name) {
  const word = say(name === "due" ? "isdue" : name);
  return word === name ? say("moment") : word;
}

export function drawCalendar() {
  const state = world.state;
  if (!state) return;
  const next = document.getElementById("next");
  next.textContent = state.next ? `${dayName(Date.parse(state.next.at) / 1000, language).replace(/^\d+年|, \d{4}| \d{4}/, "")} ${clockTime(Date.parse(state.next.at) / 1000, language)}` : "";
  const today = dayKey(nowSeconds());
  const weekday = new Intl.DateTimeFormat(language, { weekday: "narrow", timeZone: "UTC" });
  const list = document.getElementById("calendar");
  let month = 0;
  refill(list, state.calendar.map((day) => {
    const date = new Date(`${day.day}T00:00:00Z`);
    const classes = [day.working ? "" : "rest", day.today ? "today" : "", day.due_day ? "due" : "", day.day < today ? "past" : "", day.unusual && day.working ? "makeup" : ""];
    const told = day.moments.filter((moment) => moment.name !== "opens" || !day.moments.some((other) => other.name === "opening"));
    const what = told.map((moment) => `${clockTime(Date.parse(moment.at) / 1000, language)} ${nameOfMoment(moment)}`);
    const label = [dayName(date.getTime() / 1000, language), day.unusual ? say(day.working ? "worked" : "rest") : "", ...what, say("goto")].filter(Boolean).join("\n");
    const first = day.month !== month;
    month = day.month;
    return element("li", {}, element("button", {
      type: "button", "data-day": day.day, class: classes.filter(Boolean).join(" "), title: label, "aria-label": label, "aria-current": day.today ? "date" : null,
      disabled: day.day < today, onclick: () => moveClock(day.today ? "hour" : day.day),
    },
    element("small", {}, first ? monthName(day.month) : weekday.format(date)),
    String(day.number),
    day.unusual ? element("sup", {}, say(day.working ? "makeup" : "rest")) : null,
    element("i", {}, ...told.map((moment) => element("b", { class: `${moment.kind}${moment.name === "due" ? " is-due" : ""}` })))));
  }), "day");
}

const monthName = (month) => new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" }).format(Date.UTC(2024, month - 1, 1));
