// Who can be called: the `person` records, by first names only.
export const isFirstName = (text) => text.length <= 40 && /^\S+( \S{1,2}\.?)?$/.test(text);

export function isNumber(text) {
  const digits = text.replace(/\D/g, "").length;
  return /^[\d(). +-]{1,32}$/.test(text) && digits >= 3 && digits <= 15;
}

export const dialed = (number) => number.replace(/[^\d+]/g, "");

// In the order in which they are called; the words are those of the server's PersonRole.
export const ROLES = [["sponsor", "Sponsor"], ["temporary", "Temporary sponsor"], ["home_group", "Home group"], ["friend", "Friend"]];
export const roleOf = (body) => body.role ?? "friend";
export const roleWords = (body) => ROLES.find(([role]) => role === roleOf(body))[1];
const rank = ({ role }) => ROLES.findIndex(([one]) => one === role);

// Why this can't be kept, in words; "" where it can.
export function problemWithPerson({ name, number }, { needsNumber = false } = {}) {
  if (!isFirstName(name)) return "Write a first name only, such as Maria or Bob K.";
  if (!number && !needsNumber) return "";
  return isNumber(number) ? "" : "That is no telephone number. Write digits, such as 203 555 0142.";
}

// One entry for each person with a number; where two versions were kept, both are offered.
export function callList(store) {
  return store.records("person").flatMap(({ id, heads }) => heads
    .filter(({ body }) => body?.name && isNumber(body.number ?? ""))
    .map(({ body }) => ({ id, name: body.name, number: body.number, role: roleOf(body) })))
    .sort((one, other) => rank(one) - rank(other));
}
