// Begins the app: who is signed in, is it locked, which screen; then draws whenever something changed.
import { render } from "../vendor/lit-html.js";
import { openApp } from "./app.js";
import { frame } from "./frame.js";
import { GATES } from "./gates.js";
import { quickExit, watchSight } from "./hiding.js";
import { endWhenIdle } from "./idle.js";
import { followAddress } from "./router.js";
import { SCREENS } from "./screens.js";

const WAIT_MS = 1000;
const places = document.body.dataset;
const root = document.getElementById("app");
let app;
let name = "";
let isDrawn = false;

function refresh() {
  if (!app) return;
  const screen = SCREENS.find((one) => one.name === name);
  const shown = app.gate && (!screen.isOpen || app.gate === "gone") ? GATES[app.gate] : screen;
  if (shown === screen && !screen.isOpen && !app.store) return; // Still opening.
  if (!isDrawn) root.replaceChildren();
  isDrawn = true;
  document.title = [shown.title, app.look.name].filter(Boolean).join(" – ");
  render(frame(app, shown, shown.view(app)), root);
}

function show(next) {
  if (next === name) return;
  name = next;
  refresh();
  scrollTo(0, 0);
  const heading = root.querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
}

// For one's own phone the app opens without an answer; it waits a little for one, so that someone
// else who signed in here is not shown what it keeps.
async function begin() {
  const later = new Promise((resolve) => { setTimeout(resolve, WAIT_MS); });
  if (app.vault.isNew) await app.meet();
  else await Promise.race([app.meet(), later]);
  if (app.gate || app.vault.isNew) return refresh();
  if (app.vault.isSpent) return app.wipeAll();
  if (app.keeps) keepOffline();
  else endWhenIdle(app);
  if (!app.vault.isLocked) return app.open();
  app.gate = "locked";
  refresh();
}

function keepOffline() {
  const link = Object.assign(document.createElement("link"), { rel: "manifest", href: places.manifest, crossOrigin: "use-credentials" });
  app.here.then(({ status }) => { if (status === "in") document.head.append(link); });
  const register = (worker, scope) => navigator.serviceWorker?.register(worker, { scope, updateViaCache: "none" }).catch(() => {});
  register(places.worker, places.scope);
  register(places.helpWorker, places.help);
  // On the home screen it is here to stay; a browser then does not make room by taking entries.
  if (matchMedia("(display-mode: standalone)").matches) navigator.storage?.persist?.();
}

app = await openApp(places, refresh);
app.leave = quickExit(places.leave, () => app.end());
watchSight({ lockAfter: app.msOutOfSight, lock: app.lock });
name = followAddress(SCREENS, show);
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  const main = document.getElementById("main");
  main.setAttribute("tabindex", "-1");
  main.focus();
});
await begin();
