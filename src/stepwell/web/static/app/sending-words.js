// Where what someone wrote is now, in a sentence.
import { html, nothing } from "../vendor/lit-html.js";
import { icon } from "./icon.js";

const entries = (count) => (count === 1 ? "1 entry is" : `${count} entries are`);
const them = (count) => (count === 1 ? "it" : "them");
const NEXT = {
  signed_out: "Sign in to send.",
  not_allowed: "Sign in as a member to send.",
  stale: "Sign in to send.",
  misfit: "The server does not fit this app right now. We’ll go on trying.",
};
const TO_SIGN_IN = new Set(["signed_out", "not_allowed", "stale"]);

export function sentence({ sending, places, keeps }) {
  const { state, waiting, refusals } = sending;
  return html`<div class="stack tight" role="status">
    ${waiting ? held(sending, keeps) : safe(refusals)}
    ${TO_SIGN_IN.has(state) ? html`<p><a class="btn line" href="${places.signIn}?next=${places.scope}">Sign in ${waiting ? `to send ${them(waiting)}` : "to get what is new"}</a></p>` : nothing}
    ${refusals.map(({ words }) => html`<p class="notice error">${icon("circle-alert")}<span>The server did not take one entry. It stays on this phone. ${words}</span></p>`)}
  </div>`;
}

const safe = (refusals) => html`<p>${icon("check", "inline")} ${refusals.length ? "Everything else" : "Everything"} in this app is safe on the server.</p>`;

function held({ state, waiting }, keeps) {
  if (state === "sending") return html`<p>${icon("refresh-cw", "inline")} Sending ${waiting}. Saved here until then.</p>`;
  const where = keeps ? "saved on this phone" : "on this page only, since others use this phone too";
  const next = NEXT[state] ?? `We’ll send ${them(waiting)} as soon as there’s a network.`;
  return html`<p>${icon("cloud-off", "inline")} ${entries(waiting)} ${where}. ${next}</p>`;
}
