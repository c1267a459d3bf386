// The shortlist itself: meeting codes on this device only, under a name that says nothing.
const KEY = "kept";
const MOST = 50;
const changed = new EventTarget();

export function codes() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((code) => typeof code === "string") : [];
  } catch {
    return [];
  }
}

export function toggle(code) {
  const others = codes().filter((kept) => kept !== code);
  const next = others.length < codes().length ? others : [...others, code].slice(-MOST);
  try {
    if (next.length) localStorage.setItem(KEY, JSON.stringify(next));
    else localStorage.removeItem(KEY);
  } catch {
    return; // Storage is switched off or full: the button stays as it was.
  }
  changed.dispatchEvent(new Event("change"));
}

export function isAvailable() {
  try {
    localStorage.getItem(KEY);
    return true;
  } catch {
    return false;
  }
}

export function onChange(listener) {
  changed.addEventListener("change", listener);
  addEventListener("storage", (event) => { if (event.key === KEY || event.key === null) listener(); });
}

export default function bind() {}
