// What was written: a list of pages, each with its versions where two phones wrote at once.
import { html, nothing } from "../../vendor/lit-html.js";
import { icon } from "../icon.js";
import { handing } from "./copies.js";
import { remove, save } from "./notebook-here.js";
import { place, readDay } from "./parts.js";

let removing = "";

/** shown(entry): its content. change: what the button for changing it does; none: it is only read. */
export const written = (app, records, { shown, change }) => (records.length ? html`<ul class="rows" role="list">
  ${records.map((one) => html`<li><div class="stack tight">${one.isConflict ? conflict(app, one, shown) : whole(app, one, shown, change)}</div></li>`)}</ul>` : nothing);

const whole = (app, one, shown, change) => {
  const [{ entry, trouble }] = one.heads;
  if (trouble) return html`<p class="notice error">${icon("circle-alert")}<span>${trouble}</span></p>`;
  return html`<p class="row"><b>${readDay(entry.made_on)}</b>${place(app, one.isSafe)}</p>${shown(entry)}
  ${change ? html`<div class="row"><button class="btn line" type="button" @click=${() => change(one, entry)}>Change<span class="sr">: ${readDay(entry.made_on)}</span></button>
    ${removing === one.id ? html`<button class="btn urgent" type="button" @click=${() => takeAway(app, one)}>Yes, remove it</button>
      <button class="btn line" type="button" @click=${() => mark(app, "")}>Keep it</button>`
      : html`<button class="btn plain" type="button" @click=${() => mark(app, one.id)}>Remove<span class="sr">: ${readDay(entry.made_on)}</span></button>`}</div>` : nothing}
  ${handing(app, one, entry)}`;
};

const conflict = (app, one, shown) => html`<p><b>This page was changed on two phones.</b> Both are kept until you choose.</p>
  ${one.heads.map(({ entry, trouble, madeAt }) => html`<div class="card stack tight"><p class="small soft">Written ${readDay(madeAt)}</p>
    ${entry ? html`${shown(entry)}<div class="row"><button class="btn line" type="button" @click=${() => save(entry, { record: one.id, seen: one.seen })}>Keep this one</button></div>` : html`<p>${trouble}</p>`}</div>`)}`;

function mark(app, id) {
  removing = id;
  app.refresh();
}

async function takeAway(app, one) {
  removing = "";
  await remove(one);
  app.refresh();
}

export const lines = (text) => text.split("\n").filter((one) => one.trim()).map((one) => html`<p>${one}</p>`);
