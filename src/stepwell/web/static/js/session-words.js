// What a session's page says about saving, and both texts where somebody else wrote meanwhile.
export function showStatus(form, { waiting, disputed, trouble }) {
  const words = form.dataset, alarm = form.querySelector("[data-alarm]");
  const told = trouble || (disputed ? words.conflicts : "");
  form.querySelector("[data-alarm-words]").textContent = told;
  alarm.hidden = !told;
  const now = new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  form.querySelector("[data-status]").textContent =
    told ? "" : waiting ? words.saving : `${words.saved} ${now}`;
}

// Puts each notice at its field; choose(name) is called once it is settled what stays.
export function conflictsIn(form, html, choose) {
  const names = new Set();
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const notice of page.querySelectorAll("[data-conflict]")) {
    const { conflict: name, number } = notice.dataset;
    form.querySelector(`[data-conflict="${CSS.escape(name)}"]`)?.remove();
    const field = form.elements[`n:${name}`];
    field.after(notice);
    bindChoices(form, notice, name, number, choose);
    names.add(name);
  }
  return names;
}

// Nobody used the page for long, and it holds words that could not be sent: they are kept, unseen.
export function cover(form) {
  form.closest("main").hidden = true;
  document.querySelector("[data-covered]").hidden = false;
}

function bindChoices(form, notice, name, number, choose) {
  notice.querySelector("[data-choices]").hidden = false;
  notice.addEventListener("click", ({ target }) => {
    const kept = ["mine", "theirs", "both"].find((one) => target.hasAttribute(`data-keep-${one}`));
    if (!kept) return;
    const fields = form.elements[`v:${name}`], theirs = notice.querySelector("[data-theirs]").innerText;
    if (kept !== "mine" && fields.type === "checkbox") fields.checked = Boolean(theirs);
    else if (kept === "theirs") fields.value = theirs;
    else if (kept === "both") fields.value = `${theirs}\n${fields.value}`;
    form.elements[`n:${name}`].value = number;
    notice.remove();
    choose(name);
    (fields.focus ? fields : fields[0])?.focus();
  });
}

export default function bind() {}
