// The check-in on Today: two questions, and a way to say more.
import { html } from "../../vendor/lit-html.js";
import { doneOn, keep, problemWith } from "../check-ins.js";
import { today } from "../days.js";
import { icon } from "../icon.js";
import { addressOf } from "../router.js";
import { seenOfCheckIn } from "../shared-parts.js";
import { seen } from "./entry-parts.js";
import { bodyFrom, urge, use } from "./check-in-form.js";

let problem = "";

export const checkInCard = (app) => html`<section class="stack" aria-labelledby="check"><h2 id="check">Check in</h2>
  ${doneOn(app.store, today()) ? done : asking(app)}</section>`;

const done = html`<p>${icon("check", "inline")} You checked in today.</p>
  <p><a class="btn line" href=${addressOf("check-in")}>See it, or check in again</a></p>
  <p><a class="link" href=${addressOf("next")}>Did you use? What helps now${icon("chevron-right", "turn")}</a></p>`;

const asking = (app) => html`<form class="card stack" novalidate @submit=${(event) => submit(event, app)}>
  ${use({})}${urge({})}
  <p class="error" role="alert" ?hidden=${!problem}>${problem}</p>
  <button class="btn wide">Save</button>
  ${seen(seenOfCheckIn(app.store))}
  <p><a class="link" href=${addressOf("check-in")}>Say more${icon("chevron-right", "turn")}</a></p></form>`;

async function submit(event, app) {
  event.preventDefault();
  const form = event.target;
  const body = { ...bodyFrom(form), on: today() };
  problem = problemWith(body, today());
  if (problem) app.refresh();
  else await keep(app, body);
}
