// The dates a person keeps: one for each fellowship and definition, with all that was before.
import { html, nothing } from "../../vendor/lit-html.js";
import { keyOf, lineOnToday, lineWords, nameOf, ON_TODAY, told } from "../counting.js";
import { dayWords } from "../days.js";
import { icon } from "../icon.js";
import { choose, settingOf } from "../settings.js";
import { settling } from "../settling.js";
import { adding, changing } from "./dates-form.js";
import { lineCard } from "./dates-line.js";

export default { name: "dates", title: "Dates", icon: "calendar-days", isTab: false, view };

function view(app) {
  const found = told(app);
  if (!found) return html`<h1>Your dates</h1>${app.documents.read("counting") === null ? html`<p class="notice offline">${icon("cloud-off")}<span>How each fellowship counts is not on this phone yet. It comes when there is a network. Your dates are kept.</span></p>` : nothing}`;
  return html`<h1>Your dates</h1>
  <p>One for each fellowship you count in, and for anything you count for yourself. Nothing here is ever erased by a return to use.</p>
  ${conflicts(app, found)}
  ${found.lines.map((line) => lineCard(app, line, found))}
  ${milestones(app, found)}
  ${onToday(app, found)}
  ${adding(app, found)}`;
}

const conflicts = (app, { rules }) => app.store.records("date").filter((one) => one.isConflict)
  .map((one) => settling(app, one, (body) => html`<b>${lineWords(body, rules)}</b><br>${dayWords(body.first_on)}, ${body.unit}`));

const milestones = (app, { milestones: own, rules }) => (own.length ? html`<section class="stack" aria-labelledby="own"><h2 id="own">Milestones of your own</h2>
  <ul class="rows" role="list">${own.map(({ fellowship, record, on, words }) => html`<li class="row"><span><b>${words}</b><br><span class="small soft">${dayWords(on)}, ${nameOf(fellowship, rules)}</span></span>
  <button class="link push" type="button" @click=${() => app.store.remove(record)}>${icon("x")}Remove<span class="sr"> ${words}</span></button></li>`)}</ul></section>` : nothing);

function onToday(app, found) {
  const counted = found.lines.filter((line) => line.showsCount && line.runs.length);
  if (!counted.length || changing()) return nothing;
  const shown = lineOnToday(app, found);
  const { said } = settingOf(app.store, ON_TODAY);
  const pick = (value, words, isOn) => html`<label class="pick"><input type="radio" name="on-today" .checked=${isOn} @change=${() => choose(app.store, ON_TODAY, value)}>${words}</label>`;
  return html`<fieldset class="field"><legend>On top of Today</legend>
    ${said.length > 1 ? html`<p class="hint">Your phones say different things. Choose again.</p>` : nothing}
    <div class="picks">${counted.map((line) => pick(keyOf(line), lineWords(line, found.rules), line === shown))}${pick("none", "No count", !shown)}</div></fieldset>`;
}
