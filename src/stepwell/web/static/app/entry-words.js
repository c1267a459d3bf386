// The words for what entries hold: [label, words] for each thing that was said.
import { slugWords } from "./counting.js";
import { fellowshipName } from "./fellowships.js";

export const MODES = [["in_person", "In person"], ["online", "Online"], ["phone", "By phone"]];
export const LIKINGS = [["glad", "Glad I went"], ["ok", "It was OK"], ["not_for_me", "Not for me"]];
export const ARRIVED = [["early", "Early"], ["on_time", "On time"], ["late", "Late"]];
export const STAYED = [["part", "Part of it"], ["whole", "To the end"], ["after", "And after"]];
export const DEEDS = [
  ["spoke", "Spoke"], ["talked_after", "Talked to someone after"], ["got_number", "Got a number"],
  ["saw_sponsor", "Saw my sponsor"], ["helped", "Helped"], ["left_early", "Left early"],
];
export const USES = [["no", "Didn’t use"], ["yes", "Used"], ["not_said", "Rather not say"]];
export const URGES = [["0", "None"], ["1", "Mild"], ["2", "Medium"], ["3", "Strong"], ["4", "Very strong"]];
export const MEDICINES = [["as_prescribed", "As prescribed"], ["not", "Not as prescribed"], ["none", "None prescribed"]];

export const wordOf = (options, value) => options.find(([one]) => one === String(value))?.[1] ?? String(value);
const wordsOf = (options, values) => values.map((one) => wordOf(options, one)).join(", ");

const MEETING = [
  ["fellowship", "Fellowship", fellowshipName], ["mode", "How", (said) => wordOf(MODES, said)],
  ["liking", "How it was", (said) => wordOf(LIKINGS, said)], ["arrived", "Arrived", (said) => wordOf(ARRIVED, said)],
  ["stayed", "Stayed", (said) => wordOf(STAYED, said)], ["deeds", "What I did", (said) => wordsOf(DEEDS, said)],
  ["talked_with", "Talked with", (said) => (said === 1 ? "1 person" : `${said} people`)],
  ["numbers", "Numbers I got", String], ["service", "Service", String], ["themes", "It was about", (said) => said.join(", ")],
  ["liked", "Liked or didn’t", String], ["belief", "On belief", String], ["note", "Note", String],
];
const CHECK_IN = [
  ["use", "Since the last check-in", (said) => wordOf(USES, said)], ["what", "What", (said, rules) => said.map((one) => (rules ? slugWords(one, rules) : one)).join(", ")],
  ["urge", "Strongest urge", (said) => wordOf(URGES, said)], ["mood_up", "Mood at its best", (said) => `${said} of 10`],
  ["mood_down", "Mood at its lowest", (said) => `${said} of 10`], ["sleep_minutes", "Sleep", (said) => `${Math.round(said / 6) / 10} hours`],
  ["medicine", "Medicine", (said) => wordOf(MEDICINES, said)], ["with_whom", "With", String], ["note", "Note", String],
];

const lines = (fields) => (body, rules) => fields
  .filter(([name]) => ![undefined, null, ""].includes(body[name]) && !(Array.isArray(body[name]) && !body[name].length))
  .map(([name, label, words]) => [label, words(body[name], rules)]);

export const meetingLines = lines(MEETING);
export const checkInLines = lines(CHECK_IN);
export const meetingTitle = ({ name, fellowship, code }) =>
  name || (fellowship ? `${fellowshipName(fellowship)} meeting` : code || "A meeting");
