// The strip of days and the bars of meetings as drawings; colors are the style sheet's.
import { html, nothing, svg } from "../vendor/lit-html.js";
import { barsWords, stripWords } from "./strip.js";

const [STEP, LEFT, TOP, SIZE] = [28, 34, 22, 25];
const ROWS = [["Mon", 0], ["Wed", 2], ["Fri", 4], ["Sun", 6]];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const monthOf = (day) => MONTHS[Number(day.slice(5, 7)) - 1];
const isNewMonth = (weeks, at) => at === 0 || monthOf(weeks[at].monday) !== monthOf(weeks[at - 1].monday);

export function strip(weeks) {
  const [width, height] = [LEFT + STEP * weeks.length, TOP + STEP * 7];
  return html`<svg class="plot" width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="img" aria-label=${stripWords(weeks)}>
    ${ROWS.map(([words, at]) => svg`<text class="lab" x="26" y=${TOP + 18 + STEP * at} text-anchor="end">${words}</text>`)}
    ${weeks.map((week, at) => svg`${isNewMonth(weeks, at) ? svg`<text class="lab" x=${LEFT + STEP * at} y="14">${monthOf(week.monday)}</text>` : nothing}
      ${week.days.map((day, row) => cell(day, LEFT + STEP * at, TOP + STEP * row))}`)}</svg>`;
}

const box = (classes, x, y, inset) => svg`<rect class="day ${classes}" x=${x + inset} y=${y + inset} width=${SIZE - 2 * inset} height=${SIZE - 2 * inset}></rect>`;
const slash = (x, y) => svg`<path class="slash" d="M${x + 5} ${y + 20}L${x + 20} ${y + 5}"></path>`;

// Used: open with a stroke through it. Not known: a dot. A bar inside: a meeting. Today: the sun.
const cell = ({ state, meetings, isToday }, x, y) => svg`${isToday ? box("today", x, y, 1.5) : BOXES[state](x, y)}
  ${state === "used" ? slash(x, y) : nothing}
  ${meetings ? svg`<rect class="met ${state === "abstinent" && !isToday ? "" : "out"}" x=${x + 5} y=${y + 17} width="15" height="4"></rect>` : nothing}`;
const BOXES = {
  abstinent: (x, y) => box("", x, y, 0),
  used: (x, y) => box("used", x, y, 1),
  unknown: (x, y) => box("unknown", x, y, 10.5),
  ahead: (x, y) => box("ahead", x, y, 1),
};

const KEYS = [["abstinent", { state: "abstinent" }], ["abstinent, and a meeting", { state: "abstinent", meetings: 1 }],
  ["used", { state: "used" }], ["no check-in", { state: "unknown" }], ["today", { state: "abstinent", isToday: true }]];
export const legend = () => html`<ul class="legend" role="list">${KEYS.map(([words, day]) => html`<li><svg width="16" height="16" viewBox="0 0 25 25" aria-hidden="true">${cell(day, 0, 0)}</svg>${words}</li>`)}</ul>`;

const [BASE, HIGH, EVERY] = [124, 110, 30.6];
export function bars(weeks) {
  const most = Math.max(4, ...weeks.map((week) => week.meetings));
  const top = most + (most % 2);
  const heightOf = (number) => (HIGH * number) / top;
  const width = 30 + Math.ceil(EVERY * weeks.length);
  return html`<svg class="plot" width=${width} height="150" viewBox="0 0 ${width} 150" role="img" aria-label=${barsWords(weeks)}>
    ${[0, top / 2, top].map((number) => svg`<path class="grid" d="M26 ${BASE - heightOf(number)}H${width}"></path><text class="lab" x="18" y=${BASE + 4 - heightOf(number)} text-anchor="end">${number}</text>`)}
    ${weeks.map((week, at) => bar(week, 29 + EVERY * at, heightOf(week.meetings), labelOf(weeks, at)))}</svg>`;
}

// A week with none keeps a tick.
const bar = ({ meetings, isNow }, x, height, label) => svg`<rect class=${meetings ? `s1 ${isNow ? "now" : ""}` : "none"} x=${x} y=${meetings ? BASE - height : BASE - 2} width="24.6" height=${meetings ? height : 2}></rect>
  <text class="lab" x=${x + 12.3} y="142" text-anchor="middle">${label}</text>`;
const labelOf = (weeks, at) => {
  if (weeks[at].isNow) return "now";
  const { monday } = weeks[at];
  return `${isNewMonth(weeks, at) ? monthOf(monday)[0] : ""}${Number(monday.slice(8))}`;
};
