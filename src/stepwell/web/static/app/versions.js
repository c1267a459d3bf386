// A version as it is kept and sent: plain, whole and not to be changed any more.
const decoder = new TextDecoder(), encoder = new TextEncoder();

// Of what only we hold: read from the shelf, or come from the server.
export function frozen(value) {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

// Of what somebody else may hold and change.
export const copied = (version) => frozen(JSON.parse(JSON.stringify(version), (_, value) =>
  (typeof value === "string" ? whole(value) : value)));

// Half an emoji, as a cut text may end with, is no text that a server can read.
const whole = (text) => decoder.decode(encoder.encode(text));

export const stampOf = (at) => `${new Date(at).toISOString().slice(0, 19)}Z`;
