// One line of dates: what is had, every run of it, and what was corrected.
import { html, nothing } from "../../vendor/lit-html.js";
import { days, endWords, isOf, keyOf, leftWords, lineWords, milestoneWords } from "../counting.js";
import { dayWords } from "../days.js";
import { icon } from "../icon.js";
import { changing, form, startChanging } from "./dates-form.js";

export function lineCard(app, line, found) {
  const id = `line-${keyOf(line).replaceAll(/[^a-z0-9-]/g, "-")}`;
  return html`<section class="card stack" aria-labelledby=${id}><h2 id=${id}>${lineWords(line, found.rules)}</h2>
    ${line.showsCount ? counts(line) : html`<p>You keep this date without a count.</p>`}
    ${line.upcoming ? html`<p>Counting from ${dayWords(line.upcoming)}.</p>` : nothing}
    ${records(app, line, found)}
    ${history(line, found)}</section>`;
}

const counts = (line) => html`<dl class="kv">
    ${line.currentDays === null ? nothing : html`<dt>In a row now</dt><dd><b>${days(line.currentDays)} ${line.unit}</b>, since ${dayWords(line.runs.at(-1).run.firstOn)}</dd>`}
    <dt>Longest in a row</dt><dd>${days(line.longestDays)}</dd>
    <dt>Had in all</dt><dd>${days(line.totalDays)}</dd>
    ${line.unknownDays ? html`<dt>Not known</dt><dd>${days(line.unknownDays)} that you said nothing about</dd>` : nothing}
    ${line.next ? html`<dt>Next</dt><dd>${milestoneWords(line.next)} on ${dayWords(line.next.on)}</dd>` : nothing}</dl>
  ${line.currentDays === null && !line.upcoming ? html`<p class="small soft">No count runs now. Set a new date when you count again.</p>` : nothing}`;

// The records of the line as they stand: where two versions stand, they are settled above.
function records(app, line, { rules }) {
  const own = app.store.records("date").filter(({ heads, isConflict }) => !isConflict && heads.some(({ body }) => isOf(body, line)));
  return own.map((record) => {
    const { body } = record.heads[0];
    if (changing() === record.id) return form(app, rules, body, record);
    const words = dayWords(body.first_on);
    return html`<div class="row"><span>${words}${body.ended_on ? html` to ${dayWords(body.ended_on)}` : nothing}</span>
      <button class="link push" type="button" @click=${() => startChanging(app, record.id)}>Correct<span class="sr"> the date of ${words}</span></button>
      <button class="link" type="button" @click=${() => app.store.remove(record.id)}>${icon("x")}Remove<span class="sr"> the date of ${words}</span></button></div>`;
  });
}

function history(line, found) {
  const { uses } = found;
  const rulings = found.rulings.filter((one) => isOf(one, line));
  const corrected = found.corrected.filter((one) => isOf(one, line));
  return html`<details class="fold"><summary>Every date of it${icon("chevron-down")}</summary><div class="stack tight">
    <ul class="rows" role="list">${line.runs.map(({ run, milestones }) => html`<li>
      <b>${dayWords(run.firstOn)}${run.until ? html` to ${dayWords(run.until)}` : " until now"}</b>${line.showsCount ? html`: ${days(run.days)} ${line.unit}` : nothing}
      ${run.until ? html`<br>${endWords(run, rulings, uses, line, found.rules)}` : nothing}
      ${line.showsCount && milestones.length ? html`<br><span class="small soft">Reached: ${milestones.map(milestoneWords).join(", ")}</span>` : nothing}</li>`)}</ul>
    ${rulings.filter((one) => !one.ends).map((one) => html`<p class="small">${leftWords(one, uses, line, found.rules)}</p>`)}
    ${corrected.map((one) => html`<p class="small soft">You corrected it. Before, it said ${dayWords(one.firstOn)}${one.endedOn ? ` to ${dayWords(one.endedOn)}` : ""}.</p>`)}</div></details>`;
}
