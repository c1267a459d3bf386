// What of one entry the member's program sees, in a sentence. What is chosen for all: sharing.js.
import { settingOf } from "./settings.js";
import { chosen } from "./sharing.js";

// Each part with its words; all but "meetings" need "meetings" too.
export const MEETING_PARTS = {
  meetings: "that you went, and on which day",
  "meeting-name": "which meeting it was",
  "meeting-liking": "how it was for you",
  "meeting-deeds": "what you did there",
  "meeting-thoughts": "your thoughts and notes",
};
export const CHECK_IN_PARTS = {
  use: "whether you used, and what",
  urge: "your urge",
  mood: "your mood",
  sleep: "your sleep",
  medicine: "your medicine",
  company: "who you were with",
  words: "your note",
};

// One sentence, for beside "Save". share: what the entry says for itself, null for as chosen.
export function seenOfMeeting(store, share = null) {
  const parts = share ?? chosen(store).parts;
  return parts.includes("meetings") ? seen(MEETING_PARTS, parts) : seen({}, []);
}

export const seenOfCheckIn = (store, share = null) =>
  seen(CHECK_IN_PARTS, share ?? chosen(store).parts, agreed(store, ["use", "urge"]));

export const seenOfUse = (store) =>
  seen({ use: "what you used, and on which day" }, chosen(store).parts, agreed(store, ["use"]));

// What they agreed beforehand to have told: domain/recovery/telling.py. Where two phones disagree it
// is said too, so that nobody is told of who thought they were not.
const CAUSES = { use: "a return to use", urge: "a very strong urge" };
const agreed = (store, causes) => causes
  .filter((cause) => settingOf(store, "tell").said.some((one) => one?.[cause] === true))
  .map((cause) => CAUSES[cause]);

function seen(words, parts, causes = []) {
  const told = Object.keys(words).filter((part) => parts.includes(part)).map((part) => words[part]);
  if (!told.length && !causes.length) return "No program sees this.";
  return [
    told.length ? `If you’re with a program, it sees ${listed(told)}. Nothing else of it.` : "",
    causes.length ? `You agreed beforehand that your program is told of ${listed(causes)}.` : "",
  ].filter(Boolean).join(" ");
}

const listed = (some) => (some.length < 2 ? some.join("") : `${some.slice(0, -1).join(", ")} and ${some.at(-1)}`);
