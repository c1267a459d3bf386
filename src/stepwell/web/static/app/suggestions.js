// Which meeting someone most likely means when they log one, by what they logged before.
import { daysBetween } from "./calendar-days.js";
import { dayOf } from "./days.js";
import { weekdayOf } from "./own-days.js";

// A design of ours, all of it: how far back, how many, and what counts for how much.
const DAYS_BACK = 120;
const MOST = 4;
const FADES_IN_DAYS = 30;
const SAME_WEEKDAY = 4;
const SAME_HOURS = 2;
const HOURS_NEAR = 3;

export const keyOf = ({ code = "", name = "", mode = "in_person" }) =>
  `${code || name.trim().toLowerCase()} ${mode}`;

// The most likely first: [{key, body, last}], body: what an entry of it begins with; last: the day
// on which they were there. What was logged for today already is left out.
export function suggestions(app, now) {
  const today = dayOf(now);
  const known = new Map();
  for (const { body, made_at: madeAt } of logged(app.store)) {
    if (!body.code && !body.name) continue;
    const key = keyOf(body);
    const one = known.get(key) ?? { key, weight: 0, last: "" };
    one.weight += weightOf(body.on, new Date(madeAt), now, today);
    if (body.on >= one.last) Object.assign(one, { last: body.on, body: meetingOf(body) });
    known.set(key, one);
  }
  return [...known.values()]
    .filter(({ weight, last }) => weight > 0 && last < today)
    .sort((a, b) => b.weight - a.weight || (a.last < b.last ? 1 : -1))
    .slice(0, MOST)
    .map(({ key, body, last }) => ({ key, body: { ...body, on: today }, last }));
}

const logged = (store) => store.records("meeting").flatMap(({ heads }) => heads.filter(({ body }) => body));

const meetingOf = (body) => Object.fromEntries(["code", "name", "fellowship", "mode"]
  .filter((field) => body[field]).map((field) => [field, body[field]]));

// The hour is known where it was logged on the day itself.
function weightOf(on, madeAt, now, today) {
  const ago = daysBetween(on, today);
  if (ago < 0 || ago > DAYS_BACK) return 0;
  const isSameHour = dayOf(madeAt) === on && Math.abs(madeAt.getHours() - now.getHours()) <= HOURS_NEAR;
  return (weekdayOf(on) === weekdayOf(today) ? SAME_WEEKDAY : 1)
    * (isSameHour ? SAME_HOURS : 1) * 0.5 ** (ago / FADES_IN_DAYS);
}
