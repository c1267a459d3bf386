// A worksheet as a form, and the entries made with it.
import { html, nothing } from "../../vendor/lit-html.js";
import { dayOf, isOfSheet, readable, rowFrom, sheetEntry } from "./entries.js";
import { gate } from "./gate.js";
import { draftOf, entries, isOpen, startOf } from "./notebook-here.js";
import { back, locked, said, savedWords, state } from "./parts.js";
import { saved, typed } from "./saves.js";
import { field } from "./sheet-fields.js";
import { sheetOf, waits, wordsFor } from "./texts.js";
import { written } from "./written.js";

let problem = "";

export function sheet(app, trail) {
  const { step, sheet: slug } = trail.page;
  const found = sheetOf(slug);
  const say = wordsFor(app);
  return html`${back(trail, `Step ${step}`)}<h1>${found.name}</h1><p>${say(found.about)}</p>
  ${found.cautions.map((one) => said({ title: say(one.title), text: one.text.map(say) }, "warn"))}
  ${isOpen() ? html`${state()}${waits(step) ? nothing : form(app, trail, found, say)}${before(app, trail, found)}` : gate(app)}`;
}

function form(app, trail, found, say) {
  const { step, changed, begun = {} } = trail.page;
  const key = `${found.slug}/${changed?.id ?? ""}`;
  const over = changed ? { record: changed.id, seen: changed.seen } : undefined;
  const today = dayOf(new Date());
  const made = (of) => {
    const row = rowFrom(found.fields, new FormData(of));
    const isEmpty = found.fields.every(({ id, kind }) => !row[id] || kind === "date");
    return isEmpty ? null : sheetEntry({ sheet: found.slug, title: found.name, step, row, on: changed?.entry.made_on ?? row.on ?? today });
  };
  const first = startOf(trail.page, () => (draftOf(key)?.entry ?? changed?.entry)?.worksheet.rows[0] ?? { on: today, ...begun });
  return html`<form class="card stack" aria-label=${found.name} @input=${(event) => typed(key, made(event.currentTarget), over)}
      @submit=${(event) => submit(event, app, trail, { key, over, made })}>
    ${found.fields.map((one) => field(one, first[one.id] ?? "", say))}
    ${locked}<p class="error" role="alert" ?hidden=${!problem}>${problem}</p>
    <div class="row"><button class="btn">Save</button>${changed ? html`<button class="btn line" type="button" @click=${() => anew(trail, "")}>Leave it as it was</button>` : nothing}</div>
    <p role="status" class="small soft">${trail.page.told}</p></form>`;
}

function anew(trail, told) {
  problem = "";
  trail.turn({ ...trail.page, changed: null, begun: {}, told });
}

async function submit(event, app, trail, { key, over, made }) {
  event.preventDefault();
  const entry = made(event.target);
  problem = entry ? await saved(key, entry, over) : "Write something first.";
  if (problem) app.refresh();
  else anew(trail, savedWords(app));
}

const before = (app, trail, found) => {
  const records = entries((entry) => isOfSheet(entry, found.slug));
  return records.length ? html`<section class="stack" aria-labelledby="earlier"><h2 id="earlier">What you wrote</h2>
    ${written(app, records, {
      shown: ({ worksheet }) => html`<dl class="kv">${readable(found.fields, worksheet.rows[0]).map(([label, words]) => html`<dt>${label}</dt><dd>${words}</dd>`)}</dl>`,
      change: waits(trail.page.step) ? null : ({ id, seen }, entry) => trail.turn({ ...trail.page, changed: { id, seen, entry } }),
    })}</section>` : nothing;
};
