// The form for a date: where it counts, by which rule, from when on, in which word.
import { html, nothing } from "../../vendor/lit-html.js";
import { choicesIn, nameOf, problemWithDate, slugWords } from "../counting.js";
import { today } from "../days.js";
import { isOwn, MILESTONE, OWN_LINE } from "../sobriety-checks.js";
import { newId } from "../uuid7.js";

let changed = null; // the id of a record
let draft = { fellowship: "", definition: "own" };
let problem = "";

export const changing = () => changed;

export function startChanging(app, id) {
  changed = id;
  problem = "";
  app.refresh();
}

export function adding(app, { rules }) {
  if (changed) return nothing;
  return html`<section class="stack" aria-labelledby="add"><h2 id="add">Add a date</h2>${form(app, rules, null, null)}</section>`;
}

export function form(app, rules, body, record) {
  const { fellowship, definition } = body ? { ...body, fellowship: body.fellowship ?? "" } : draft;
  const choices = choicesIn(fellowship, rules);
  const kind = isOwn(definition) ? "own" : definition;
  return html`<form class="card stack" @submit=${(event) => save(event, app, rules, record)}>
    ${body ? nothing : where(app, rules, choices, fellowship, kind)}
    ${kind === "own" || kind === MILESTONE ? line("words", kind === MILESTONE ? "Your milestone" : "What you count, in your own words", body?.words ?? "", kind === MILESTONE ? "" : "Such as: no alcohol and no pills", 500) : nothing}
    ${kind === "own" && !body ? counted(rules) : nothing}
    ${line("first_on", kind === MILESTONE ? "The day" : "The first day that counts", body?.first_on ?? today(), "", nothing, "date")}
    ${body && kind !== MILESTONE ? line("ended_on", "The day it ended, if you ended it yourself", body.ended_on ?? "", "A return to use is written down apart, and ends it by itself", nothing, "date") : nothing}
    ${kind === MILESTONE ? nothing : line("unit", "Your word for it", body?.unit ?? choices.units[0], `Such as ${choices.units.join(" or ")}`, 24)}
    ${kind === MILESTONE ? nothing : html`<label class="task"><input type="checkbox" name="shows_count" ?checked=${body?.shows_count ?? choices.showsCount}><span>Show me the count of days</span></label>`}
    <p class="error" role="alert" ?hidden=${!problem}>${problem}</p>
    <div class="row"><button class="btn">${body ? "Save" : "Add this date"}</button>
    ${body ? html`<button class="btn line" type="button" @click=${() => startChanging(app, null)}>Leave as it was</button>` : nothing}</div></form>`;
}

const where = (app, rules, choices, fellowship, kind) => html`<div class="field"><label for="date-fellowship">Where you count</label>
  <select class="input" id="date-fellowship" name="fellowship" @change=${(event) => pick(app, rules, { fellowship: event.target.value })}>
    <option value="" ?selected=${!fellowship}>In no fellowship</option>
    ${Object.entries(rules.fellowships).filter(([, rule]) => rule.model !== "none").map(([slug, { name }]) => html`<option value=${slug} ?selected=${slug === fellowship}>${name}</option>`)}</select></div>
  ${choices.definitions.length > 1 ? html`<fieldset class="field"><legend>By which rule</legend><div class="picks">${choices.definitions.map((one) => html`<label class="pick">
    <input type="radio" name="definition" .checked=${one === kind} @change=${() => pick(app, rules, { definition: one })}>${ruleWords(one, fellowship, rules)}</label>`)}</div></fieldset>` : nothing}
  ${kind === "own" || kind === MILESTONE ? nothing : html`<p class="small soft">It ends with: ${ending(kind, fellowship, rules)}. Medicine taken as prescribed never ends it.</p>`}`;

const ruleWords = (definition, fellowship, rules) => ({
  fellowship: `As ${nameOf(fellowship, rules)} counts`, wider: "As my group counts, which asks for more", own: "In my own words",
})[definition];
const ending = (kind, fellowship, rules) => rules.fellowships[fellowship][kind === "wider" ? "wider" : "resets"]
  .map((slug) => slugWords(slug, rules).toLowerCase()).join(", ");

const counted = (rules) => html`<fieldset class="field"><legend>What ends it</legend><div class="picks">
  ${[...Object.keys(rules.substances), ...Object.keys(rules.behaviors)].filter((slug) => slug !== OWN_LINE).map((slug) => html`<label class="pick"><input type="checkbox" name="counts" value=${slug}>${slugWords(slug, rules)}</label>`)}</div></fieldset>`;

const line = (key, label, value, hint, most = nothing, type = "text") => html`<div class="field"><label for="date-${key}">${label}</label>
  <input class="input ${type === "date" ? "auto" : ""}" id="date-${key}" name=${key} type=${type} value=${value} maxlength=${most} autocomplete="off" aria-describedby=${hint ? `date-${key}-hint` : nothing}>
  ${hint ? html`<p class="hint" id="date-${key}-hint">${hint}</p>` : nothing}</div>`;

function pick(app, rules, choice) {
  draft = { ...draft, ...choice };
  if (!("definition" in choice)) [draft.definition] = choicesIn(draft.fellowship, rules).definitions;
  app.refresh();
}

async function save(event, app, rules, record) {
  event.preventDefault();
  const form = event.target;
  const before = record?.heads[0].body;
  const body = said(new FormData(form), before);
  problem = problemWithDate(body, rules);
  if (!problem) {
    await app.store.write("date", body, record ? { record: record.id, seen: record.heads.map(({ id }) => id) } : {});
    changed = null;
    draft = { fellowship: "", definition: "own" };
    form.reset();
  }
  app.refresh();
}

function said(data, before) {
  const text = (key) => (data.get(key) ?? "").trim();
  const definition = before?.definition ?? (draft.definition === "own" ? newId() : draft.definition);
  const body = { ...before, fellowship: before ? before.fellowship : draft.fellowship || null, definition, first_on: text("first_on"), words: text("words") || before?.words || "" };
  if (definition === MILESTONE) return { ...body, unit: "abstinent" };
  return { ...body, unit: text("unit") || "abstinent", ended_on: text("ended_on") || null, shows_count: data.has("shows_count"), counts: before?.counts ?? data.getAll("counts") };
}
