// People to call, kept on this device under a name that says nothing, and sent nowhere.
// On a container: a form (inputs [data-name], [data-number]), a list, a <template> of one entry.
const KEY = "people";
const MOST = 12;

function people() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((one) => one?.name && one?.number) : [];
  } catch {
    return [];
  }
}

function keep(list) {
  if (list.length) localStorage.setItem(KEY, JSON.stringify(list.slice(-MOST)));
  else localStorage.removeItem(KEY);
}

const isNumber = (text) => /^[\d().\s+-]+$/.test(text) && [3, 10, 11].includes(text.replace(/\D/g, "").length);

export default function bind(box) {
  const find = (name) => box.querySelector(`[data-${name}]`);
  const [form, list, said] = [box.querySelector("form"), find("list"), find("said")];
  const entry = ({ name, number }) => {
    const row = box.querySelector("template").content.cloneNode(true);
    const dial = number.replace(/[^\d+]/g, "");
    for (const place of row.querySelectorAll("[data-who]")) place.textContent = name;
    row.querySelector("[data-call]").href = `tel:${dial}`;
    row.querySelector("[data-text]").href = `sms:${dial}`;
    row.querySelector("[data-remove]").addEventListener("click", () => {
      keep(people().filter((one) => one.name !== name || one.number !== number));
      show();
      find("name").focus();
    });
    return row;
  };
  const show = () => {
    list.replaceChildren(...people().map(entry));
    find("none").hidden = list.childElementCount > 0;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [name, number] = [find("name"), find("number")].map((input) => input.value.trim());
    const wrong = !name || !number ? "missing" : isNumber(number) ? "" : "wrong";
    said.textContent = wrong ? said.dataset[wrong] : "";
    if (wrong) return;
    try { keep([...people(), { name, number }]); } catch { said.textContent = said.dataset.full; return; }
    form.reset();
    show();
  });
  addEventListener("storage", show);
  show();
  box.hidden = false;
}
