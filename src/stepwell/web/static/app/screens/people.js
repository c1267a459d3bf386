// Who is there to call: first names, numbers and what they are to the person.
import { html, nothing } from "../../vendor/lit-html.js";
import { icon } from "../icon.js";
import { dialed, isNumber, problemWithPerson, roleOf, ROLES, roleWords } from "../people.js";
import { settling } from "../settling.js";
import { scripts } from "./people-scripts.js";

export default { name: "people", title: "People", icon: "users", isTab: false, view };

const NOBODY = { name: "", number: "", role: "friend", note: "" };
let changing = null; // the id of a record
let problem = "";

function view(app) {
  const known = app.store.records("person").sort((one, other) => rank(one) - rank(other));
  return html`<h1>People</h1>
  <p>First names only. No program sees this list.</p>
  ${known.length ? html`<ul class="rows" role="list">${known.map((one) => row(app, one))}</ul>` : html`<p class="soft">Nobody is on your list yet.</p>`}
  ${changing ? nothing : html`<section class="stack" aria-labelledby="add"><h2 id="add">Add someone</h2>${form(app, null, NOBODY)}</section>`}
  ${scripts(app)}`;
}

const shown = ({ heads }) => heads.find(({ body }) => body).body;
const rank = (record) => ROLES.findIndex(([role]) => role === roleOf(shown(record)));

function row(app, record) {
  const body = shown(record);
  if (record.isConflict) return html`<li>${settling(app, record, (one) => html`${name(one)}<br><span class="small soft">${one.number}</span>`)}</li>`;
  if (changing === record.id) return html`<li class="stack"><h2>Change ${body.name}</h2>${form(app, record, body)}</li>`;
  return html`<li class="stack tight"><p>${name(body)}${body.note ? html`<br><span class="small soft">${body.note}</span>` : nothing}</p>
    <div class="row">${isNumber(body.number ?? "") ? html`<a class="btn" href="tel:${dialed(body.number)}">${icon("phone-call")}Call ${body.name}</a>` : nothing}
    <button class="link push" type="button" @click=${() => change(app, record.id)}>Change<span class="sr"> ${body.name}</span></button>
    <button class="link" type="button" @click=${() => app.store.remove(record.id, { seen: ids(record) })}>${icon("x")}Remove<span class="sr"> ${body.name}</span></button></div></li>`;
}

const ids = ({ heads }) => heads.map(({ id }) => id);
const name = (body) => html`<b>${body.name}</b> · ${roleWords(body)}`;

const form = (app, record, body) => html`<form class="card stack" @submit=${(event) => save(event, app, record)}>
  ${field("name", "First name", body.name, "A first name, or a first name and a letter")}
  ${field("number", "Telephone number", body.number ?? "", "", "tel")}
  <fieldset class="field"><legend>They are</legend><div class="picks">${ROLES.map(([role, words]) => html`<label class="pick"><input type="radio" name="role" value=${role} ?checked=${role === roleOf(body)}>${words}</label>`)}</div></fieldset>
  ${field("note", "A note", body.note ?? "", "Such as when to call")}
  <p class="error" role="alert" ?hidden=${!problem}>${problem}</p>
  <div class="row"><button class="btn">${record ? "Save" : "Add to the list"}</button>
  ${record ? html`<button class="btn line" type="button" @click=${() => change(app, null)}>Leave as it was</button>` : nothing}</div></form>`;

const field = (key, label, value, hint, type = "text") => html`<div class="field"><label for="person-${key}">${label}</label>
  <input class="input" id="person-${key}" name=${key} type=${type} value=${value} maxlength=${key === "note" ? 200 : 40} autocomplete="off" aria-describedby=${hint ? `person-${key}-hint` : nothing}>
  ${hint ? html`<p class="hint" id="person-${key}-hint">${hint}</p>` : nothing}</div>`;

function change(app, id) {
  changing = id;
  problem = "";
  app.refresh();
}

async function save(event, app, record) {
  event.preventDefault();
  const form = event.target;
  const said = Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, value.trim().replace(/\s+/g, " ")]));
  problem = problemWithPerson(said);
  if (!problem) {
    await app.store.write("person", said, record ? { record: record.id, seen: ids(record) } : {});
    changing = null;
    form.reset();
  }
  app.refresh();
}
