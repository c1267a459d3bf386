// Days and weeks as the person wrote them down. A day nobody said anything about is unknown, and never
// counted as abstinent.
import { addDays, daysBetween } from "./calendar-days.js";

export const WEEKS = 10; // As the mock-up has them; a design of ours.
const A_MONDAY = "2024-01-01";

export const mondayOf = (day) => addDays(day, -(((daysBetween(A_MONDAY, day) % 7) + 7) % 7));

// Where two phones disagree about a day, every version counts; a use goes before all else.
const bodiesOf = (store, kind) => store.records(kind).flatMap(({ heads }) => heads.map(({ body }) => body).filter(Boolean));

// One for each record, so that a conflict is not two meetings.
export const meetingsOf = (store) => store.records("meeting").map(({ heads }) => heads.find(({ body }) => body).body);

export function weeksOf(store, on, count = WEEKS) {
  const states = statesOf(store);
  const meetings = countsOf(meetingsOf(store).map((one) => one.on));
  const first = addDays(mondayOf(on), -7 * (count - 1));
  return Array.from({ length: count }, (_, week) => {
    const monday = addDays(first, 7 * week);
    const days = Array.from({ length: 7 }, (__, index) => {
      const day = addDays(monday, index);
      const isAhead = day > on;
      return { day, state: isAhead ? "ahead" : states.get(day) ?? "unknown", meetings: isAhead ? 0 : meetings.get(day) ?? 0, isToday: day === on };
    });
    const number = (state) => days.filter((one) => one.state === state).length;
    return {
      monday, days, abstinent: number("abstinent"), used: number("used"), unknown: number("unknown"),
      meetings: days.reduce((sum, one) => sum + one.meetings, 0), isNow: week === count - 1,
    };
  });
}

function countsOf(days) {
  const counts = new Map();
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1);
  return counts;
}

// A medicine taken as prescribed is no use.
function statesOf(store) {
  const states = new Map();
  for (const { on, use } of bodiesOf(store, "checkin")) {
    if (use === "yes") states.set(on, "used");
    else if (use === "no" && !states.has(on)) states.set(on, "abstinent");
  }
  for (const { on, as_prescribed: isPrescribed } of bodiesOf(store, "use")) if (!isPrescribed) states.set(on, "used");
  return states;
}

const sum = (weeks, name) => weeks.reduce((total, week) => total + week[name], 0);
export const sumsOf = (weeks) => Object.fromEntries(["abstinent", "used", "unknown", "meetings"].map((name) => [name, sum(weeks, name)]));

const some = (number, one, more = `${one}s`) => `${number} ${number === 1 ? one : more}`;
export const stripWords = (weeks) => {
  const { abstinent, used, unknown, meetings } = sumsOf(weeks);
  return `Calendar of ${weeks.length} weeks: ${some(abstinent, "abstinent day")}, ${some(used, "day")} of use, ${unknown} not known, and ${some(meetings, "meeting")}. The table below has each week.`;
};
export const ledeWords = (weeks) => {
  const { abstinent, meetings } = sumsOf(weeks);
  return [some(abstinent, "abstinent day"), some(meetings, "meeting")];
};
export const barsWords = (weeks) => `Meetings each week: ${weeks.slice(0, -1).map((week) => week.meetings).join(", ")}, and ${weeks.at(-1).meetings} so far this week.`;

// What was done beside being there: in how many meetings, over all that is kept.
const DEEDS = [
  ["Talked with people", (one) => one.deeds?.includes("talked_after") || one.talked_with > 0],
  ["Spoke", (one) => one.deeds?.includes("spoke")],
  ["Got a number", (one) => one.deeds?.includes("got_number") || one.numbers > 0],
  ["Helped out", (one) => one.deeds?.includes("helped") || Boolean(one.service)],
  ["Saw the sponsor", (one) => one.deeds?.includes("saw_sponsor")],
];
export function involvementOf(meetings) {
  return DEEDS.map(([words, isSo]) => [words, meetings.filter(isSo).length]).filter(([, count]) => count)
    .map(([words, count]) => [words, `at ${some(count, "meeting")}`]);
}
