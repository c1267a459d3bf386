// A form whose button asks the phone or computer for a passkey, or to make one (data-makes), and
// sends the answer. The question comes from data-options; nothing of it stays in the page.
const toBytes = (text) => Uint8Array.from(
  atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function opened({ publicKey }) {
  const options = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    options[list] = (options[list] ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));
  }
  if (options.user) {
    options.user = { ...options.user, id: toBytes(options.user.id) };
    options.extensions = { ...options.extensions, prf: {} };  // so that it can open the private notebook
  }
  return options;
}

function closed({ id, type, response }) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const kept = parts.filter((part) => response[part]).map((part) => [part, toText(response[part])]);
  return JSON.stringify({ id, rawId: id, type, response: Object.fromEntries(kept) });
}

export default function bind(form) {
  if (!window.PublicKeyCredential) return;
  form.hidden = false;
  const said = form.querySelector("[data-said]");
  const button = form.querySelector("button");
  const say = (words) => {
    said.textContent = words;
    said.hidden = !words;
    button.removeAttribute("aria-busy");
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say("");
    button.setAttribute("aria-busy", "true");
    let options;
    try {
      const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
      if (answer.redirected) return location.reload();
      options = opened(await answer.json());
    } catch {
      return say(form.dataset.failed);
    }
    try {
      const ask = "makes" in form.dataset ? "create" : "get";
      form.elements.credential.value = closed(await navigator.credentials[ask]({ publicKey: options }));
    } catch {
      return say(form.dataset.refused);
    }
    const shared = document.querySelector("[name=is_shared]:checked");
    if (shared) form.append(Object.assign(shared.cloneNode(), { hidden: true, checked: true }));
    form.submit();
  });
}
