// Progress: days had, meetings, what was done there, and milestones, quietly.
import { html, nothing } from "../../vendor/lit-html.js";
import { lineOnToday, milestoneWords, told } from "../counting.js";
import { dayWords, today } from "../days.js";
import { icon } from "../icon.js";
import { roleOf } from "../people.js";
import { addressOf } from "../router.js";
import { marksOf, stepHistory } from "../steps.js";
import { involvementOf, ledeWords, meetingsOf, weeksOf } from "../strip.js";
import { bars, legend, strip } from "../strip-drawing.js";

export default { name: "progress", title: "Progress", icon: "history", isTab: true, view };

const REACHED = 5; // The last ones, so that the list stays short.

function view(app) {
  const weeks = weeksOf(app.store, today());
  const [days, meetings] = ledeWords(weeks);
  return html`<div class="stack tight"><h1>Progress</h1>
    <p class="lede"><b>${days}</b> and <b>${meetings}</b> written down since ${dayWords(weeks[0].monday)}. Days you’ve had stay counted, whatever happens next.</p></div>
  <figure class="card chart"><figcaption>Your days<br><small class="soft">Each column is a week, Monday at the top</small></figcaption>
    ${strip(weeks)}${legend()}
    ${table("Your days by week", ["Abstinent", "Used", "Not known", "Meetings"], weeks, ({ abstinent, used, unknown, meetings: met }) => [abstinent, used, unknown, met])}</figure>
  <figure class="card chart"><figcaption>Meetings a week</figcaption>${bars(weeks)}
    ${table("Meetings by week", ["Meetings"], weeks, (week) => [week.meetings])}</figure>
  ${involvement(app)}
  ${milestones(app)}
  <section class="card wash stack tight" aria-labelledby="again"><h2 id="again">If you use again</h2>
    <p>Say so at check-in. The count in a row starts over; the total, the meetings and the people you’ve met don’t.</p>
    <p><a href=${addressOf("help")}>Help now</a></p></section>`;
}

const table = (caption, heads, weeks, cells) => html`<details class="fold"><summary>Read it as a list<span class="sr">: ${caption}</span>${icon("chevron-down")}</summary><div class="scroll" tabindex="0" role="region" aria-label=${caption}>
  <table class="table dense"><caption class="sr">${caption}</caption><thead><tr><th scope="col">Week of</th>${heads.map((head) => html`<th scope="col" class="num">${head}</th>`)}</tr></thead>
  <tbody>${weeks.map((week) => html`<tr><th scope="row">${dayWords(week.monday)}</th>${cells(week).map((number) => html`<td class="num">${number}</td>`)}</tr>`)}</tbody></table></div></details>`;

function involvement(app) {
  const rows = [...involvementOf(meetingsOf(app.store)), ...people(app), ...steps(app)];
  return html`<section class="stack" aria-labelledby="taking-part"><h2 id="taking-part">Taking part</h2>
    ${rows.length ? html`<dl class="kv">${rows.map(([words, said]) => html`<dt>${words}</dt><dd>${said}</dd>`)}</dl>`
      : html`<p class="soft">When you write down a meeting, what you did there is counted here: talking with someone, getting a number, helping out.</p>`}</section>`;
}

function people(app) {
  const known = app.store.records("person").map(({ heads }) => heads.find(({ body }) => body).body);
  const named = (words, ...roles) => [words, known.filter((body) => roles.includes(roleOf(body))).map(({ name }) => name).join(", ")];
  return [named("Sponsor", "sponsor", "temporary"), named("Home group", "home_group"), ["People to call", String(known.filter(({ number }) => number).length)]]
    .filter(([, said]) => said && said !== "0");
}

function steps(app) {
  const marks = marksOf(app.store.records("step"));
  const begun = [...new Set(marks.map(({ step }) => step))].sort((one, other) => one - other)
    .map((step) => `${step}${stepHistory(step, marks).status === "done-with-sponsor" ? " (done with sponsor)" : ""}`);
  return begun.length ? [["Steps worked on", begun.join(", ")]] : [];
}

function milestones(app) {
  const found = told(app);
  if (!found) return nothing;
  const rows = milestonesOf(found, lineOnToday(app, found), meetingsOf(app.store));
  return html`<section class="stack" aria-labelledby="miles"><h2 id="miles">Steps along the way</h2>
    ${rows.length ? html`<ol class="flight track">${rows.map(({ words, more, isNext }) => html`<li class=${isNext ? nothing : "done"} aria-current=${isNext ? "step" : nothing}><b>${words}</b><br><span class="small soft">${more}</span></li>`)}</ol>` : nothing}
    <p><a class="link" href=${addressOf("dates")}>Your dates${icon("chevron-right", "turn")}</a></p></section>`;
}

function milestonesOf({ milestones: own }, line, meetings) {
  const [firstMeeting] = meetings.map(({ on, name }) => ({ on, words: "First meeting written down", more: [dayWords(on), name].filter(Boolean).join(", ") })).sort(byDay);
  const reached = [
    ...(firstMeeting ? [firstMeeting] : []),
    ...own.map(({ on, words }) => ({ on, words, more: dayWords(on) })),
    ...(line?.runs ?? []).flatMap((run) => run.milestones).map((one) => ({ on: one.on, words: milestoneWords(one), more: dayWords(one.on) })),
  ].sort(byDay).slice(-REACHED);
  return [...reached, ...(line?.next ? [{ words: milestoneWords(line.next), more: dayWords(line.next.on), isNext: true }] : [])];
}
const byDay = (one, other) => (one.on < other.on ? -1 : Number(one.on > other.on));
