// What the screens of entries have in common: rows with where each is, the open one, its history.
import { html, nothing } from "../../vendor/lit-html.js";
import { clock, shortDay } from "../days.js";
import { earlier, stateOf } from "../entry-desk.js";
import { icon } from "../icon.js";
import { addressOf } from "../router.js";

const FLAGS = { sent: ["ok", "check", "Sent"], waiting: ["watch", "clock", "Waiting"], refused: ["act", "circle-alert", "Not taken"] };

const flag = (state) => {
  const [classes, drawing, words] = FLAGS[state];
  return html`<span class="flag ${classes} push">${icon(drawing)}${words}</span>`;
};

// words: {title(record), more(record)}.
export const rows = (app, desk, records, { title, more }) => html`<ul class="rows" role="list">${records.map((one) => html`<li class="row">
  <span><button class="link" type="button" @click=${() => desk.open(app, one.id)}>${title(one)}<span class="sr">, change or remove</span></button>
    ${one.isConflict ? html`<br><b class="small">Two versions. Open it to choose.</b>` : nothing}
    <br><span class="small soft">${more(one)}</span></span>${flag(stateOf(app.store, one))}</li>`)}</ul>`;

export const said = (app, desk) => html`<div role="status">${desk.said ? html`<p class="notice">${icon("check")}<span>${desk.said}
  ${desk.removed ? html`<button class="link" type="button" @click=${() => desk.bringBack(app)}>Bring it back</button>` : nothing}</span></p>` : nothing}</div>`;

// form(body): the fields and what stands with "Save"; lines(body): [label, words].
export function opened(app, desk, { heading, back, form, lines }) {
  const record = app.store.record(desk.opened.id);
  return html`<h1>${heading}</h1>
  <p><button class="link" type="button" @click=${() => desk.close(app)}>${icon("chevron-left", "turn")}${back}</button></p>
  ${record.isConflict ? choosing(app, desk, record, lines) : form(desk.opened.body)}
  ${record.isConflict ? nothing : html`<p><button class="link" type="button" @click=${() => desk.remove(app)}>${icon("x")}Remove this entry</button></p>`}
  ${history(app, record, lines)}`;
}

const choosing = (app, desk, { heads }, lines) => html`<p class="notice warn">${icon("triangle-alert")}<span>This was changed in two places. Both are kept. Choose which one stands.</span></p>
  ${heads.map((head, at) => html`<section class="card stack" aria-labelledby="head-${at}"><h2 id="head-${at}">Version ${at + 1}</h2>
    <p class="small soft">${stamp(head)}</p>${details(head, lines)}
    <button class="btn line" type="button" @click=${() => desk.settle(app, head.body)}>${head.body ? `Keep version ${at + 1}` : "Keep it removed"}</button></section>`)}`;

function history(app, record, lines) {
  const before = earlier(app.store, record);
  if (!before.length) return nothing;
  return html`<details class="fold"><summary>Earlier versions (${before.length})</summary><div class="stack">
    ${before.map((one) => html`<div class="stack tight"><p class="small soft">${stamp(one)}</p>${details(one, lines)}</div>`)}</div></details>`;
}

// Beside "Save": what the program sees of it.
export const seen = (sentence) => html`<p class="small soft">${sentence} <a href=${addressOf("privacy")}>Who sees what</a></p>`;

const stamp = ({ made_at: at }) => `Written ${shortDay(new Date(at))}, ${clock(new Date(at))}`;

const details = ({ body }, lines) => (body
  ? html`<dl class="kv">${lines(body).map(([label, words]) => html`<dt>${label}</dt><dd>${words}</dd>`)}</dl>`
  : html`<p>Removed</p>`);
