// The guided tour and the switches.

import { post } from "/page/net.js";
import { attempt, element, language, note, say } from "/page/words.js";
import { world } from "/page/world.js";

const STEPS = 7;
const WAITS = "#tour-go, #tour-bar button, #answer-half, #register-all, #reset, [data-move]"; // one thing at a time
let seed = 1;
let touring = false;
let held = null; // what the keyboard was on when it had to wait

export function drawSide() {
  const state = world.state;
  const at = state?.tour ?? 0;
  document.getElementById("tour").replaceChildren(...Array.from({ length: STEPS }, (_, index) => element("li", {
    "data-number": index + 1, class: index < at ? "done" : index === at ? "next" : "", "aria-current": index === at ? "step" : null,
  }, say(`step${index + 1}`))));
  const says = at === 0 ? say("says1") : at >= STEPS ? `${say(`says${STEPS}`)} ${say("tourdone")}` : say(`says${at}`);
  const next = touring ? say("working") : at === 0 || at >= STEPS ? say("tourstart") : say("tournext", { number: at + 1, step: say(`step${at + 1}`) });
  document.getElementById("tour-says").textContent = says;
  document.getElementById("tour-go").textContent = next;
  const bar = document.getElementById("tour-bar");
  bar.hidden = at === 0;
  bar.querySelector("p").textContent = says;
  bar.querySelector("button").textContent = next;
  const busy = !state || state.busy || touring;
  if (busy && document.activeElement?.matches(WAITS)) held = document.activeElement;
  for (const button of document.querySelectorAll(WAITS)) button.disabled = busy;
  if (!busy && held) {
    if (document.activeElement === document.body || document.activeElement === held) held.focus();
    held = null;
  }
  document.body.classList.toggle("busy", busy);
  if (!state) return;
  const network = document.getElementById("network");
  network.setAttribute("aria-checked", String(state.network));
  network.textContent = say(state.network ? "cut" : "restore");
  network.setAttribute("aria-label", say("network"));
  mark("network-state", say(state.network ? "networkon" : "networkoff"), state.network);
  document.getElementById("program").textContent = say(state.program.alive ? "kill" : "revive");
  mark("program-state", state.program.alive ? say("alive", { pid: state.program.pid }) : say("dead"), state.program.alive);
}

function mark(id, text, good) {
  const node = document.getElementById(id);
  node.textContent = text;
  node.classList.toggle("off", !good);
}

export function startSide(showChats) {
  const on = (id, work) => document.getElementById(id).addEventListener("click", work);
  const step = async () => {
    const at = world.state?.tour ?? 0;
    touring = true;
    drawSide();
    const stop = await attempt(() => post("/api/tour", { step: at >= STEPS ? 1 : at + 1, language }));
    touring = false;
    if (stop) showChats(stop.chats);
    drawSide();
  };
  on("tour-go", step);
  document.querySelector("#tour-bar button").addEventListener("click", step);
  on("answer-half", () => attempt(async () => {
    const { units } = await post("/api/switch/answer", { seed: seed++ });
    note(units.length ? say("answered", { units: units.join(language === "en" ? ", " : "、") }) : say("nobodyowes"));
  }));
  on("register-all", () => attempt(() => post("/api/switch/register")));
  on("network", () => attempt(() => post("/api/switch/network", { on: !world.state.network })));
  on("program", () => attempt(() => post("/api/switch/program", { on: !world.state.program.alive })));
  on("reset", () => { if (confirm(say("resetsure"))) attempt(() => post("/api/reset", { language })); });
}
