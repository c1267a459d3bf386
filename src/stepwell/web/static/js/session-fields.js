// The fields of a session's form by their names: v:name holds the words, n:name their number.
export function valueOf(form, name) {
  const field = form.elements[`v:${name}`];
  return field.type === "checkbox" ? (field.checked ? field.value : "") : field.value;
}

export function setValue(form, name, value) {
  const field = form.elements[`v:${name}`];
  if (field.type === "checkbox") field.checked = Boolean(value);
  else field.value = value;
}

export const numberOf = (form, name) => form.elements[`n:${name}`];

const token = (root) => root.querySelector("input[name=csrfmiddlewaretoken]");

export function bodyOf(form, sent) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token(form).value);
  for (const [name, value] of sent) {
    body.append(`n:${name}`, numberOf(form, name).value);
    body.append(`v:${name}`, value);
  }
  return body;
}

// After signing in anew the form's token is an old one: the page as it is now has the new one.
export async function freshToken(form) {
  const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = token(page.querySelector("main") ?? page)?.value;
  if (!fresh) return false;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = fresh;
  return true;
}

export default function bind() {}
