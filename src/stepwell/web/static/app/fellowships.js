// The names of fellowships, as the page carries them: [[slug, short name and name], …].
let named = null;

export function fellowships() {
  named ??= [...document.getElementById("fellowships").content.children].map((one) => [one.value, one.textContent]);
  return named;
}

const full = (slug) => fellowships().find(([one]) => one === slug)?.[1] ?? slug;
// "AA" of "AA – Alcoholics Anonymous".
export const fellowshipName = (slug) => full(slug).split(" – ")[0];
