// What stands of the person's days: what they run now, the longest, all of them, each date.
import { html, nothing } from "../../vendor/lit-html.js";
import { fellowshipName } from "../fellowships.js";
import { fullDay } from "../own-days.js";

const days = (count) => (count === 1 ? "1 day" : `${count} days`);

// standing: of sobriety.js, null where the rules are not on this phone yet.
export function yourDays(standing) {
  if (!standing) return html`<p class="soft">Your days can’t be counted right now. All your dates are kept.</p>`;
  if (!standing.lines.length) return html`<p class="soft">You keep no date in this app. Nothing is counted.</p>`;
  return html`<p>The days you had, you had. Every date stays.</p>${standing.lines.map(line)}`;
}

// What a use does to each date, in a sentence or two; "" where no date is kept.
export function effectWords({ ended, goingOn }) {
  const named = (some) => some.map(nameOf).join(", ");
  return [
    ended.length ? `A count ended here: ${named(ended)}.` : "",
    goingOn.length ? `Goes on: ${named(goingOn)}.` : "",
  ].filter(Boolean).join(" ");
}

const nameOf = ({ fellowship, definition, words }) => [
  fellowship ? fellowshipName(fellowship) : "My own date",
  definition === "wider" ? "(the group’s wider rule)" : words ? `(${words})` : "",
].filter(Boolean).join(" ");

const line = (one) => html`<section class="card stack tight" aria-label=${nameOf(one)}><h3>${nameOf(one)}</h3>
  ${one.showsCount ? counts(one) : html`<p>You chose to see no numbers here.</p>`}
  ${one.upcoming ? html`<p>You count again from ${fullDay(one.upcoming)}.</p>` : nothing}
  <h4>Dates</h4><ul>${one.runs.map(({ run }) => html`<li>${fullDay(run.firstOn)}${run.until ? html` to ${fullDay(run.until)}` : " until today"}${one.showsCount ? `: ${days(run.days)}` : ""}</li>`)}</ul></section>`;

const counts = (one) => html`<dl class="kv">
  <dt>Now</dt><dd>${one.currentDays === null ? "Not counting right now" : `${days(one.currentDays)} ${one.unit}`}</dd>
  <dt>Longest</dt><dd>${days(one.longestDays)}</dd>
  <dt>All together</dt><dd>${days(one.totalDays)}</dd></dl>`;
