// What people of a schedule write: each body has a mark of its own, by which it is found again.
export const KINDS = ["journal", "meeting", "checkin", "use", "person", "setting"];
const ON = "2026-11-26";

const BODIES = {
  journal: (mark) => ({ on: ON, text: `page ${mark}` }),
  meeting: (mark) => ({ on: ON, name: "Tuesday Night", deeds: ["spoke"], note: mark }),
  checkin: (mark) => ({ on: ON, use: "no", urge: 1, note: mark }),
  use: (mark) => ({ on: ON, what: "alcohol", note: mark }),
  person: (mark) => ({ name: "Bob", note: mark }),
  setting: (mark) => ({ name: "words", value: { mark } }),
};

export const bodyOf = (kind, mark) => BODIES[kind](mark);
// No server takes it: it does not know the field.
export const unfitBody = (mark) => ({ on: ON, text: mark, unknown_to_every_server: true });
