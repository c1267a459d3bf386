// The fields of a check-in: the two that Today shows, and the rest.
import { html, nothing } from "../../vendor/lit-html.js";
import { MEDICINES, URGES, USES } from "../entry-words.js";
import { line, list, many, number, one, read, several, text, whole, word } from "../form-fields.js";

const OWN_LINE = "own_line";
const MOOD = Array.from({ length: 11 }, (_, at) => [String(at), String(at)]);
const HOURS_OF_DAY = 24;

export const use = (body) => one("use", "Since your last check-in", USES, body.use);
export const urge = (body) => one("urge", "Strongest urge", URGES, String(body.urge ?? ""));

// isUsed: only then it is asked what. rules: null where they are not on this phone yet.
export const what = (body, rules, isUsed) => (isUsed && rules ? many("what", "What? You can skip this.", choices(rules), body.what) : nothing);

// All that a use can be of, but for a line of one's own, which needs to be named.
export const choices = (rules) => [
  ...Object.entries(rules.substances).map(([slug, { name }]) => [slug, name]),
  ...Object.entries(rules.behaviors).filter(([slug]) => slug !== OWN_LINE),
];

export const rest = (body, today) => html`
  ${list("check-up", "mood_up", "Mood at its best", MOOD, body.mood_up ?? "")}
  ${list("check-down", "mood_down", "Mood at its lowest", MOOD, body.mood_down ?? "")}
  <p class="small soft">0 is as low as it gets, 10 is as good as it gets.</p>
  ${line("check-sleep", "sleep", "Hours of sleep last night", hours(body.sleep_minutes), { type: "number", min: 0, max: HOURS_OF_DAY, step: 0.25 })}
  ${one("medicine", "My medicine", MEDICINES, body.medicine)}
  ${line("check-with", "with_whom", "Who were you with?", body.with_whom, { hint: "First names, or words such as “family”" })}
  ${text("check-note", "note", "Note", body.note)}
  ${line("check-on", "on", "Day", body.on ?? today, { type: "date", max: today })}`;

const hours = (minutes) => (minutes === undefined || minutes === null ? "" : String(minutes / 60));

// before: the entry that is corrected. What it names and the form does not offer stays in it.
export function bodyFrom(form, before = {}) {
  const { sleep, ...said } = read(form, {
    on: word, use: word, what: several, urge: whole, mood_up: whole, mood_down: whole,
    sleep: number, medicine: word, with_whom: word, note: word,
  });
  const { what: ticked = [], ...others } = said;
  const offered = new Set([...form.querySelectorAll("[name=what]")].map(({ value }) => value));
  const slugs = [...ticked, ...(before.what ?? []).filter((one) => !offered.has(one))];
  return {
    ...others,
    ...(slugs.length && said.use === "yes" ? { what: slugs } : {}),
    ...(sleep === undefined ? {} : { sleep_minutes: Math.round(Math.min(Math.max(sleep, 0), HOURS_OF_DAY) * 60) }),
  };
}

