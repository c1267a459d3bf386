// One step: our words for it, how far the person is, what to write about, and its worksheets.
import { html, nothing } from "../../vendor/lit-html.js";
import { icon } from "../icon.js";
import { addressOf } from "../router.js";
import { isAnswer, isOfSheet } from "./entries.js";
import { historyOf, STATUS, to } from "./flight.js";
import { entries, isOpen } from "./notebook-here.js";
import { back, readDay, said, state } from "./parts.js";
import { notice, sheetOf, stepOf, textsFor, wordsFor } from "./texts.js";

const QUIET_TIME = "quiet-time";
const [WORKING, DONE] = ["working", "done-with-sponsor"];
const NEXT = {
  "not-started": [WORKING, "Start this step"],
  [WORKING]: [DONE, "Done with my sponsor"],
  [DONE]: [WORKING, "Take it up again"],
};

export function step(app, trail) {
  const { book, waiting } = textsFor(app);
  const found = stepOf(trail.page.step);
  const isHeld = waiting.includes(found.number);
  const say = wordsFor(app);
  const text = ({ text: all }) => all.map((one) => html`<p>${say(one)}</p>`);
  return html`${back(trail, "The twelve")}<h1>${found.number}. ${found.name}</h1>${state()}
  <p class="lede">${say(found.says)}</p>
  ${isHeld ? said(notice("held")) : nothing}
  ${progress(app, found, isHeld)}
  ${found.cautions.map((one) => said({ title: say(one.title), text: one.text.map(say) }, "warn"))}
  <section class="stack" aria-labelledby="questions"><h2 id="questions">To write about</h2>
    <ol class="rows go" role="list">${found.questions.map((one, at) => html`<li><a href=${addressOf("workbook")} @click=${to(trail, { name: "write", step: found.number, question: at })}>
      <span class="soft">${at + 1}</span><span>${say(one.title)}<br><span class="small soft">${count(isOpen() ? entries((entry) => isAnswer(entry, found.number, one.id)).length : null)}</span></span>${icon("chevron-right", "turn")}</a></li>`)}</ol>
    <p class="small soft">${notice("private").text.join(" ")}</p></section>
  ${found.worksheets.length ? sheets(trail, found, isHeld) : nothing}
  ${found.readings.map((one) => html`<section class="card stack"><h2>${say(one.title)}</h2>${text(one)}</section>`)}
  <section class="stack" aria-labelledby="trains"><h2 id="trains">What it trains</h2>
    <dl class="kv">${found.practices.map((id) => book.practices.find((one) => one.id === id)).map((one) => html`<dt>${one.title}</dt><dd>${text(one)}</dd>`)}</dl></section>`;
}

const progress = (app, { number }, isHeld) => {
  const { status, rounds } = historyOf(app.store, number);
  const [mark, words] = NEXT[status];
  return html`<section class="card stack" aria-labelledby="far"><h2 id="far">How far you are</h2>
    <p role="status"><span class="flag ${status === DONE ? "ok" : ""}">${STATUS[status]}</span></p>
    ${rounds.length ? html`<ul>${rounds.map(({ beganAt, doneAt }, at) => html`<li>Time ${at + 1}: began ${readDay(beganAt)}${doneAt ? `, done with sponsor ${readDay(doneAt)}` : ""}</li>`)}</ul>` : nothing}
    ${isHeld ? nothing : html`<div class="row"><button class="btn line" type="button" @click=${() => app.store.write("step", { step: number, mark })}>${words}</button></div>`}
    <p class="small soft">${notice("again").text.join(" ")}</p></section>`;
};

const sheets = (trail, { number, worksheets }, isHeld) => html`<section class="stack" aria-labelledby="sheets"><h2 id="sheets">Worksheets</h2>
  <ul class="rows go" role="list">${worksheets.map(sheetOf).map((one) => html`<li><a href=${addressOf("workbook")} @click=${to(trail, { name: "sheet", step: number, sheet: one.slug })}>
    ${icon("notebook-pen")}<span><b>${one.name}</b><br><span class="small soft">${count(isOpen() ? entries((entry) => isOfSheet(entry, one.slug)).length : null)}</span></span>${icon("chevron-right", "turn")}</a></li>`)}
  ${worksheets.includes(QUIET_TIME) && !isHeld ? html`<li><a href=${addressOf("workbook")} @click=${to(trail, { name: "timer", step: number, sheet: QUIET_TIME })}>${icon("hourglass")}<span><b>A timer</b><br><span class="small soft">Quiet; nothing rings</span></span>${icon("chevron-right", "turn")}</a></li>` : nothing}</ul></section>`;

const count = (number) => {
  if (number === null) return "In your locked notebook";
  return number ? `${number} written` : "Nothing written yet";
};
