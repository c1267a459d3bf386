// A version as it is kept and sent: plain, whole and not to be changed any more.
const decoder = new TextDecoder(), encoder = new TextEncoder();
// Half an emoji, as a cut text may end with, is no text that a server can read.
const whole = (text) => decoder.decode(encoder.encode(text));

export const frozen = (version) => (Object.isFrozen(version) ? version
  : JSON.parse(JSON.stringify(version), (_, value) =>
    (typeof value === "string" ? whole(value) : Object.freeze(value))));

export const stampOf = (at) => `${new Date(at).toISOString().slice(0, 19)}Z`;
