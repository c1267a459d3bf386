// What stands of the person's days: what they run now, the longest, all of them, each date.
import { html, nothing } from "../../vendor/lit-html.js";
import { days, lineWords } from "../counting.js";
import { fullDay } from "../own-days.js";
import { addressOf } from "../router.js";

// standing: of sobriety.js, null where the rules are not on this phone yet.
export function yourDays(standing) {
  if (!standing) return html`<p class="soft">Your days can’t be counted right now. All your dates are kept.</p>`;
  if (!standing.lines.length) return html`<p class="soft">You keep no date in this app. Nothing is counted. <a href=${addressOf("dates")}>Set a date</a></p>`;
  return html`<p>The days you had, you had. Every date stays.</p>${standing.lines.map((one) => line(one, standing.rules))}`;
}

// What a use does to each date, in a sentence or two; "" where no date is kept.
export function effectWords({ ended, goingOn }, rules) {
  const named = (some) => some.map((one) => lineWords(one, rules)).join(", ");
  return [
    ended.length ? `A count ended here: ${named(ended)}.` : "",
    goingOn.length ? `Goes on: ${named(goingOn)}.` : "",
  ].filter(Boolean).join(" ");
}

const line = (one, rules) => html`<section class="card stack tight" aria-label=${lineWords(one, rules)}><h3>${lineWords(one, rules)}</h3>
  ${one.showsCount ? counts(one) : html`<p>You chose to see no numbers here.</p>`}
  ${one.upcoming ? html`<p>You count again from ${fullDay(one.upcoming)}.</p>` : nothing}
  <h4>Dates</h4><ul>${one.runs.map(({ run }) => html`<li>${fullDay(run.firstOn)}${run.until ? html` to ${fullDay(run.until)}` : " until today"}${one.showsCount ? `: ${days(run.days)}` : ""}</li>`)}</ul></section>`;

const counts = (one) => html`<dl class="kv">
  <dt>Now</dt><dd>${one.currentDays === null ? "Not counting right now" : `${days(one.currentDays)} ${one.unit}`}</dd>
  <dt>Longest</dt><dd>${days(one.longestDays)}</dd>
  <dt>All together</dt><dd>${days(one.totalDays)}</dd></dl>`;
