// What of one entry the member's program sees, in a sentence. What is chosen for all: sharing.js.
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

export const seenOfCheckIn = (store, share = null) => seen(CHECK_IN_PARTS, share ?? chosen(store).parts);

export const seenOfUse = (store) => seen({ use: "what you used, and on which day" }, chosen(store).parts);

function seen(words, parts) {
  const told = Object.keys(words).filter((part) => parts.includes(part)).map((part) => words[part]);
  if (!told.length) return "Only you see this.";
  return `If you’re with a program, it sees ${listed(told)}. Nothing else of it.`;
}

const listed = (some) => (some.length < 2 ? some.join("") : `${some.slice(0, -1).join(", ")} and ${some.at(-1)}`);
