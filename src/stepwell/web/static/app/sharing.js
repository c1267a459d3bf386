// What the program sees: the parts by their words, what is chosen, and what the server last said.
// The parts and the default are those of domain/recovery/sharing.py.
import { dayWords } from "./days.js";
import { settingOf } from "./settings.js";

export const SHARED = "shared";
export const DEFAULT = ["meetings"];
const OF_A_MEETING = "Needs the days of your meetings";
export const PARTS = [
  ["meetings", "On which days I went to a meeting", "Only that there was one"],
  ["meeting-name", "Which meeting it was", OF_A_MEETING],
  ["meeting-liking", "How I liked it, and if I stayed", OF_A_MEETING],
  ["meeting-deeds", "What I did there, and how many I talked with", OF_A_MEETING],
  ["meeting-thoughts", "My notes and thoughts on it", OF_A_MEETING],
  ["use", "Days I used, and days I didn’t", "From check-ins and what you write down of a return to use"],
  ["urge", "How strong urges were", ""],
  ["mood", "My mood", ""],
  ["sleep", "My sleep", ""],
  ["medicine", "Whether I took my medicine", ""],
  ["company", "Who I was with", "As you wrote it"],
  ["words", "My notes at check-ins", ""],
];
const WORDS = new Map(PARTS.map(([part, words]) => [part, words]));
export const needsMeetings = (part) => part.startsWith("meeting-");

// said: the lists of parts that phones hold. Where they disagree, what all of them share.
export function chosen(store) {
  const { said } = settingOf(store, SHARED);
  const lists = said.map((one) => (Array.isArray(one) ? one.filter((part) => WORDS.has(part)) : []));
  const parts = lists.length ? lists.reduce((all, list) => all.filter((part) => list.includes(part))) : DEFAULT;
  return { parts, lists };
}

// In the order of PARTS, so that the same choice is the same list.
export const switched = (parts, part, isOn) => PARTS.map(([one]) => one).filter((one) => (one === part ? isOn : parts.includes(one)));

export const partsWords = (parts) => parts.map((part) => WORDS.get(part)).join("; ") || "Nothing";

export const isSame = (parts, told) => PARTS.every(([part]) => Boolean(told[part]) === parts.includes(part));

const LABELS = {
  abstinent: "didn’t use", used: "used", restricted: "in a hospital or jail",
  glad: "glad I went", ok: "it was OK", not_for_me: "not for me",
  in_person: "in person", online: "online", phone: "by phone",
  spoke: "spoke", talked_after: "talked with people after", got_number: "got a number", saw_sponsor: "saw my sponsor", helped: "helped", left_early: "left early",
};
const FIELDS = {
  urge: "urge", mood_up: "mood at best", mood_down: "mood at worst", sleep_minutes: "minutes of sleep", medicine: "medicine", with_whom: "with",
  talked_with: "talked with", numbers: "numbers", arrived: "came", stayed: "stayed", service: "service", themes: "themes", liked: "about it", belief: "on belief",
};
const label = (value) => LABELS[value] ?? String(value).replaceAll("_", " ");
const fields = (told = {}) => Object.entries(told).map(([name, value]) => `${FIELDS[name] ?? label(name)}: ${[value].flat().map(label).join(", ")}`);
const whose = ({ source, by }) => (source === "own" ? "" : ` (written down by ${by})`);
const joined = (parts, one) => parts.filter(Boolean).join(", ") + whose(one);

// What the log of staff says of one day, a line for each entry.
export const dayLines = ({ reports, meetings, check_ins: checkIns }) => [
  ...reports.map((one) => joined([label(one.state), one.substance, one.amount, one.words], one)),
  ...meetings.map((one) => joined(["A meeting", one.meeting, one.fellowship.toUpperCase(), one.liking && label(one.liking), ...one.deeds.map(label), ...fields(one.told), one.words], one)),
  ...checkIns.map((one) => joined(["Check-in", ...fields(one.answers), one.words], one)),
];

const CAUSES = { use: "a return to use", urge: "a very strong urge" };
const STATES = { done: "done", partly: "partly done", not_done: "not done" };

// What it sees besides, whatever is switched on: by act, by agreement, or as an answer.
export const alsoSeen = ({ pages = [], told = [], tasks = [] }) => [
  ...pages.map((one) => `A page of ${dayWords(one.on)} that you handed over${one.read_at ? `, read by ${one.read_by || "staff"}` : ", not read yet"}`),
  ...told.map((one) => `${CAUSES[one.what]}, ${dayWords(one.on)}, told as you agreed`),
  ...tasks.map((one) => `What you said of “${one.title}”: ${STATES[one.state]}${one.words ? `, “${one.words}”` : ""}`),
].map((line) => line[0].toUpperCase() + line.slice(1));
