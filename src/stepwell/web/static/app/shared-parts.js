// What of an entry the member's program sees, in words. Twin of domain/recovery/sharing.py.
const DEFAULT = ["meetings"];
const SETTING = "shared";

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

// Where phones disagree, what all of them share; where nobody chose, the default.
export function partsChosen(store) {
  const chosen = store.records("setting").flatMap(({ heads }) => heads)
    .filter(({ body }) => body?.name === SETTING)
    .map(({ body }) => (Array.isArray(body.value) ? body.value : []));
  return chosen.length ? chosen.reduce((all, some) => all.filter((one) => some.includes(one))) : DEFAULT;
}

// One sentence, for beside "Save". share: what the entry says for itself, null for as chosen.
export function seenOfMeeting(store, share = null) {
  const parts = share ?? partsChosen(store);
  return parts.includes("meetings") ? seen(MEETING_PARTS, parts) : seen({}, []);
}

export const seenOfCheckIn = (store, share = null) => seen(CHECK_IN_PARTS, share ?? partsChosen(store));

export const seenOfUse = (store) => seen({ use: "what you used, and on which day" }, partsChosen(store));

function seen(words, parts) {
  const told = Object.keys(words).filter((part) => parts.includes(part)).map((part) => words[part]);
  if (!told.length) return "Only you see this.";
  return `If you’re with a program, it sees ${listed(told)}. Nothing else of it.`;
}

const listed = (some) => (some.length < 2 ? some.join("") : `${some.slice(0, -1).join(", ")} and ${some.at(-1)}`);
