// Who can be called: the `person` records, by first names only.
export const isFirstName = (text) => text.length <= 40 && /^\S+( \S{1,2}\.?)?$/.test(text);

export function isNumber(text) {
  const digits = text.replace(/\D/g, "").length;
  return /^[\d(). +-]{1,32}$/.test(text) && digits >= 3 && digits <= 15;
}

export const dialed = (number) => number.replace(/[^\d+]/g, "");

// One entry for each person with a number; where two versions were kept, both are offered.
export function callList(store) {
  return store.records("person").flatMap(({ id, heads }) => heads
    .filter(({ body }) => body?.name && isNumber(body.number ?? ""))
    .map(({ body }) => ({ id, name: body.name, number: body.number })));
}
