// The twelve, as a flight of steps, with how far the person is.
import { html, nothing } from "../../vendor/lit-html.js";
import { icon } from "../icon.js";
import { addressOf } from "../router.js";
import { marksOf, stepHistory } from "../steps.js";
import { isOpen, entries } from "./notebook-here.js";
import { said, state } from "./parts.js";
import { chooseFellowship, fellowshipOf, notice, textsFor } from "./texts.js";

export const STATUS = { "not-started": "Not started", working: "Working on it", "done-with-sponsor": "Done with sponsor" };

export const historyOf = (store, number) => stepHistory(number, marksOf(store.records("step")));

/** A step that waits and was begun is held: readable. One that was not is hidden. */
export function isBegun(store, number) {
  return historyOf(store, number).status !== "not-started"
    || (isOpen() && entries((entry) => entry.step === number).length > 0);
}

export function flight(app, trail) {
  const { book, waiting, isHeard } = textsFor(app);
  const shown = book.steps.filter(({ number }) => !waiting.includes(number) || isBegun(app.store, number));
  return html`<h1>Workbook</h1>${state()}
  <section class="stack" aria-labelledby="twelve"><h2 id="twelve">The twelve</h2><p>${book.about}</p>
    <ol class="flight track long" role="list">${shown.map((step) => line(app, trail, step, waiting))}</ol>
    ${shown.length < book.steps.length ? said(isHeard ? notice("hidden") : { title: "Some steps are not here yet", text: ["Open this page once with a network. Then we know which steps are there for you."] }) : nothing}</section>
  <section class="stack" aria-labelledby="more"><h2 id="more">Your pages</h2><ul class="rows go" role="list">
    <li><a href=${addressOf("journal")}>${icon("book-open")}<span><b>Journal</b><br><span class="small soft">Your days in your own words</span></span>${icon("chevron-right", "turn")}</a></li>
    <li><a href=${addressOf("workbook")} @click=${to(trail, { name: "ways" })}>${icon("lock")}<span><b>Your private notebook</b><br><span class="small soft">What opens it, and saving it to a file</span></span>${icon("chevron-right", "turn")}</a></li></ul></section>
  ${about(app, book)}
  ${["again", "wording", "medicine"].map((id) => said(notice(id)))}
  ${book.is_reviewed ? nothing : said(notice("unreviewed"))}`;
}

const line = (app, trail, { number, name }, waiting) => {
  const { status, rounds } = historyOf(app.store, number);
  const words = waiting.includes(number) ? notice("held").title : STATUS[status];
  return html`<li class=${status === "done-with-sponsor" ? "done" : ""} aria-current=${status === "working" ? "step" : nothing}>
    <a href=${addressOf("workbook")} @click=${to(trail, { name: "step", step: number })}>${number}. ${name} <small>${words}${rounds.length > 1 ? `, time ${rounds.length}` : ""}</small></a></li>`;
};

export const to = (trail, page) => (event) => {
  event.preventDefault();
  trail.go(page);
};

const about = (app, { objects }) => {
  const chosen = fellowshipOf(app.store);
  const values = objects.map(({ words, fellowships }) => ({ words, value: fellowships[0] ?? "", isChosen: fellowships.length ? fellowships.includes(chosen) : !chosen }));
  return html`<section class="stack" aria-labelledby="about"><h2 id="about">What it is about for you</h2>
    <div class="field"><label for="object">My fellowship is about</label>
      <select class="input" id="object" aria-describedby="object-hint" @change=${(event) => chooseFellowship(app.store, event.target.value)}>
        ${values.map(({ words, value, isChosen }) => html`<option value=${value} .selected=${isChosen}>${words}</option>`)}</select>
      <p class="hint" id="object-hint">The texts of the steps use these words.</p></div></section>`;
};
