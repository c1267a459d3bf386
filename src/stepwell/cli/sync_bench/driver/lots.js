// Chance by a seed, so that a run can be had again. Source: mulberry32, public domain, T. Ettinger.
export function lotsOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (count) => Math.floor(next() * count);
  return { next, upTo, chance: (share) => next() < share, one: (list) => list[upTo(list.length)] };
}

// UUIDv7 by the clock of a device.
export function idMaker(lots, clock) {
  const hex = (length) => Array.from({ length }, () => lots.upTo(16).toString(16)).join("");
  return () => {
    const time = Math.max(0, clock()).toString(16).padStart(12, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${lots.one("89ab")}${hex(3)}-${hex(12)}`;
  };
}
