// The guided tour and the switches.

import { post } from "/page/net.js";
import { attempt, element, note, say } from "/page/words.js";
import { world } from "/page/world.js";

const STEPS = 7;
let seed = 1;
let touring = false;

export function drawSide() {
  const state = world.state;
  const at = state?.tour ?? 0;
  document.getElementById("tour").replaceChildren(...Array.from({ length: STEPS }, (_, index) => element("li", {
    "data-number": index + 1, class: index < at ? "done" : index === at ? "next" : "", "aria-current": index === at ? "step" : null,
  }, say(`step${index + 1}`))));
  document.getElementById("tour-says").textContent = at === 0 ? say("says1") : at >= STEPS ? `${say(`says${STEPS}`)} ${say("tourdone")}` : say(`says${at}`);
  const go = document.getElementById("tour-go");
  go.textContent = at === 0 || at >= STEPS ? say("tourstart") : `${say("tournext")}：${at + 1} ${say(`step${at + 1}`)}`;
  const busy = !state || state.busy || touring;
  go.disabled = busy;
  for (const id of ["answer-half", "register-all", "reset"]) document.getElementById(id).disabled = busy;
  for (const button of document.querySelectorAll("[data-move]")) button.disabled = busy;
  document.body.classList.toggle("busy", busy);
  if (!state) return;
  const network = document.getElementById("network");
  network.setAttribute("aria-checked", String(state.network));
  network.textContent = say(state.network ? "networkoff" : "networkon");
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
  on("tour-go", async () => {
    const at = world.state?.tour ?? 0;
    touring = true;
    drawSide();
    const stop = await attempt(() => post("/api/tour", { step: at >= STEPS ? 1 : at + 1 }));
    touring = false;
    if (stop) showChats(stop.chats);
    drawSide();
  });
  on("answer-half", () => attempt(async () => {
    const { units } = await post("/api/switch/answer", { seed: seed++ });
    note(say("answered", { units: units.join("、") || "—" }));
  }));
  on("register-all", () => attempt(() => post("/api/switch/register")));
  on("network", () => attempt(() => post("/api/switch/network", { on: !world.state.network })));
  on("program", () => attempt(() => post("/api/switch/program", { on: !world.state.program.alive })));
  on("reset", () => { if (confirm(say("resetsure"))) attempt(() => post("/api/reset")); });
}
