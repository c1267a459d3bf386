// The journal: pages in the person's own words. They are in the private notebook.
import { html, nothing } from "../../vendor/lit-html.js";
import { addressOf } from "../router.js";
import { dayOf, isJournalPage, journalPage } from "./entries.js";
import { gate } from "./gate.js";
import { draftOf, entries, isOpen, startOf } from "./notebook-here.js";
import { back, locked, state } from "./parts.js";
import { prompts } from "./prompts.js";
import { saved, typed } from "./saves.js";
import { trailOf } from "./trail.js";
import { lines, written } from "./written.js";

const trail = trailOf("journal", { name: "list" });
let problem = "";

export function view(app) {
  trail.follow(app);
  if (trail.isBlank) return html``;
  return isOpen() && trail.page.name === "write" ? writing(app) : list(app);
}

const list = (app) => html`<p><a class="link" href=${addressOf("workbook")}>Workbook</a></p><h1>Journal</h1>
  <p>Your days in your own words. The pages are in your private notebook.</p>
  ${isOpen() ? html`${state()}<div class="row"><button class="btn" type="button" @click=${() => write({})}>Write a page</button></div>
    <section class="stack" aria-labelledby="prompts"><h2 id="prompts">Or start from a question</h2>
      <ul class="rows" role="list">${prompts().map(({ words }) => html`<li><button class="link" type="button" @click=${() => write({ prompt: words })}>${words}</button></li>`)}</ul></section>
    ${pages(app)}` : gate(app)}`;

function pages(app) {
  const records = entries(isJournalPage);
  return html`<section class="stack" aria-labelledby="pages"><h2 id="pages">Your pages</h2>
    ${records.length ? written(app, records, {
      shown: ({ title, text }) => html`${title ? html`<p class="soft">${title}</p>` : nothing}${lines(text)}`,
      change: ({ id, seen }, entry) => write({ prompt: entry.title, changed: { id, seen, entry } }),
    }) : html`<p class="soft">Nothing written yet.</p>`}</section>`;
}

function write(page) {
  problem = "";
  trail.go({ name: "write", ...page });
}

function writing(app) {
  const { prompt = "", changed } = trail.page;
  const key = `journal/${changed?.id ?? prompt}`;
  const over = changed ? { record: changed.id, seen: changed.seen } : undefined;
  const made = (text) => text.trim() && journalPage({ text, prompt, on: changed?.entry.made_on ?? dayOf(new Date()) });
  return html`${back(trail, "Journal")}<h1>${prompt || "A page"}</h1>${state()}
  <form class="stack" @submit=${(event) => submit(event, app, { key, over, made })}>
    <div class="field"><label for="page">Your words</label>
      <textarea class="input" id="page" name="page" rows="12" aria-describedby="page-wrong" .value=${startOf(trail.page, () => draftOf(key)?.entry.text ?? changed?.entry.text ?? "")} @input=${(event) => typed(key, made(event.target.value), over)}></textarea>
      ${locked}<p class="error" id="page-wrong" role="alert" ?hidden=${!problem}>${problem}</p></div>
    <div class="row"><button class="btn">Save</button></div></form>`;
}

async function submit(event, app, { key, over, made }) {
  event.preventDefault();
  const entry = made(event.target.elements.page.value);
  problem = entry ? await saved(key, entry, over) : "Write something first.";
  if (problem) app.refresh();
  else trail.back();
}
