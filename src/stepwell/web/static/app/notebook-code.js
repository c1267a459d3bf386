import { random } from "./notebook-bytes.js";
import { NotebookTrouble } from "./notebook-trouble.js";

// Crockford's base 32 (crockford.com/base32.html): no I, L, O or U.
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS = 7;
const CHOSEN = 4;  // signs of a group that are drawn, 5 bits each: 140 bits in all; the fifth checks them
const GROUP = CHOSEN + 1;

export function makeCode() {
  const drawn = [...random(GROUPS * CHOSEN)].map((byte) => byte & 31);
  const groups = Array.from({ length: GROUPS }, (_, at) => drawn.slice(at * CHOSEN, (at + 1) * CHOSEN));
  return groups.map((group, at) => [...group, checkOf(group, at)].map((one) => SIGNS[one]).join("")).join("-");
}

// The drawn signs without checks and dashes. Small letters, spaces, and O for 0, I or L for 1 are fine.
export function readCode(typed) {
  const signs = typed.toUpperCase().replace(/[\s\p{Pd}]/gu, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  const values = [...signs].map((sign) => SIGNS.indexOf(sign));
  if (values.length !== GROUPS * GROUP) throw new NotebookTrouble("code_length", { typed: values.length });
  let drawn = "";
  for (let at = 0; at < GROUPS; at++) {
    const group = values.slice(at * GROUP, (at + 1) * GROUP);
    const isRight = !group.includes(-1) && checkOf(group.slice(0, CHOSEN), at) === group[CHOSEN];
    if (!isRight) throw new NotebookTrouble("code_typo", { group: at + 1 });
    drawn += signs.slice(at * GROUP, at * GROUP + CHOSEN);
  }
  return drawn;
}

// A sum over GF(32) with a weight of its own for each place: one wrong sign in a group, or two that
// changed places, always shows. The number of the group is added, so that groups keep their order.
function checkOf(group, at) {
  return group.reduce((sum, value, place) => sum ^ times(value, 2 ** (place + 1)), at);
}

// In GF(32) with x^5 + x^2 + 1.
function times(left, right) {
  let product = 0;
  for (let bit = 4; bit >= 0; bit--) {
    product <<= 1;
    if (product & 32) product ^= 37;
    if ((right >> bit) & 1) product ^= left;
  }
  return product;
}
