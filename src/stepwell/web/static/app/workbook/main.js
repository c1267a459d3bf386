// The workbook's pages: the twelve, one step, a question, a worksheet, the timer, the notebook's keys.
import { html } from "../../vendor/lit-html.js";
import { flight } from "./flight.js";
import { gate } from "./gate.js";
import { isOpen } from "./notebook-here.js";
import { back, state } from "./parts.js";
import { sheet } from "./sheet.js";
import { step } from "./step.js";
import { textsFor } from "./texts.js";
import { timer } from "./timer.js";
import { trailOf } from "./trail.js";
import { ways } from "./ways.js";
import { writing } from "./writing.js";

const trail = trailOf("workbook", { name: "flight" });
const PAGES = {
  flight, step, sheet, timer,
  write: writing,
  ways: (app) => html`${back(trail, "The twelve")}<h1>Your private notebook</h1>${state()}${isOpen() ? ways(app) : gate(app)}`,
};

export function view(app) {
  trail.follow(app);
  const { book } = textsFor(app);
  if (!book) return opening(book === null);
  return trail.isBlank ? html`` : PAGES[trail.page.name](app, trail);
}

const opening = (isMissing) => html`<h1>Workbook</h1>${isMissing
  ? html`<p role="alert">The words of the steps are not on this phone yet. They come when there is a network.</p>`
  : html`<p role="status">Opening…</p>`}`;
