// Sign out and wipe. Open while the app is locked as well: it is the way out for a forgotten PIN.
import { html } from "../../vendor/lit-html.js";
import { icon } from "../icon.js";
import { addressOf } from "../router.js";
import { unsent } from "../sending.js";

export default { name: "leave", title: "Sign out", icon: "log-out", isTab: false, isOpen: true, view };

let isBusy = false;

function view(app) {
  return html`<h1>Sign out and remove</h1>
  <p>This takes everything that this site keeps off this phone: what you wrote, the lock, the app’s own files, and the people on the list of the public help page. What is safe on the server stays there, and comes back when you sign in.</p>
  ${lost(unsent())}
  <div class="row"><button class="btn urgent" type="button" ?disabled=${isBusy} aria-busy=${isBusy} @click=${() => go(app)}>${icon("log-out", "turn")}Sign out and remove</button>
  <a class="btn line" href=${addressOf("today")}>Stay</a></div>`;
}

function lost(count) {
  if (count === 0) return html`<p>${icon("check", "inline")} Everything you wrote is safe on the server.</p>`;
  const words = count === null
    ? "We can’t tell whether everything is on the server yet."
    : `${count === 1 ? "1 entry is" : `${count} entries are`} on this phone only. If you remove now, ${count === 1 ? "it is" : "they are"} lost.`;
  return html`<p class="notice warn" role="status">${icon("triangle-alert")}<span>${words} Open the app with a network first to send everything.</span></p>`;
}

async function go(app) {
  isBusy = true;
  app.refresh();
  await app.wipeAll();
}
