"""The private notebook's modules as the site serves them, under its content policy, in Chromium."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Request

from browser.conftest import PHONE, Visit, Visitor
from browser.signing_in_pages import phone_in, type_password
from signing_in import create_person

pytestmark = pytest.mark.django_db

PHRASE = "violet harbor seventeen spoons"
TEXT = "I never told anyone about the blue car."
PLACE = {
    "record": "01890a5d-ac96-774b-bcce-b302099a8057",
    "version": "01890a5d-ac96-774b-bcce-b302099a8058",
}

MAKE = """async ([phrase, text, place]) => {
  const { makeNotebook, unlock } = await import("/static/app/notebook.js");
  const { makeCode } = await import("/static/app/notebook-code.js");
  const code = makeCode();
  const secrets = [{ way: "passphrase", passphrase: phrase }, { way: "code", code }];
  const { keyring, notebook } = await makeNotebook(secrets);
  const body = await notebook.seal({ text, made_on: "2026-11-27" }, place);
  notebook.lock();
  const refused = await notebook.open(body, place).catch(({ code }) => code);
  const texts = [];
  for (const secret of secrets) {
    texts.push((await (await unlock(keyring, secret)).open(body, place)).text);
  }
  const wrong = await unlock(keyring, { way: "passphrase", passphrase: phrase + "!" })
    .catch(({ code, message }) => [code, message]);
  await fetch("/send/", { method: "POST", body: JSON.stringify([keyring, body]) });
  return { code, keyring, body, refused, texts, wrong };
}"""

KEPT = """async () => JSON.stringify([
  location.href, document.cookie, history.state, { ...localStorage }, { ...sessionStorage },
  await indexedDB.databases(), await caches.keys(), document.documentElement.outerHTML,
])"""

LONGEST_PAUSE = """async ([phrase]) => {
  const { makeNotebook } = await import("/static/app/notebook.js");
  let before = performance.now(), longest = 0, isDone = false;
  const tick = () => {
    longest = Math.max(longest, performance.now() - before);
    before = performance.now();
    if (!isDone) setTimeout(tick);
  };
  setTimeout(tick);
  await makeNotebook([{ way: "passphrase", passphrase: phrase }]);
  isDone = true;
  return longest;
}"""

WITH_PASSKEY = """async ([text, place]) => {
  const { askPasskey } = await import("/static/app/notebook-passkey.js");
  const { makeNotebook, unlock } = await import("/static/app/notebook.js");
  const { withWay } = await import("/static/app/notebook-keyring.js");
  const { makeCode } = await import("/static/app/notebook-code.js");
  const secret = { way: "code", code: makeCode() };
  const { keyring, notebook } = await makeNotebook([secret]);
  const body = await notebook.seal({ text, made_on: "2026-11-27" }, place);
  const more = await withWay(keyring, secret, await askPasskey());
  const again = await unlock(more, await askPasskey());
  return { ways: more.wraps.map(({ way }) => way), text: (await again.open(body, place)).text };
}"""

ASK = """async () => {
  const { askPasskey } = await import("/static/app/notebook-passkey.js");
  return askPasskey().then(({ prf }) => prf.length, ({ code }) => code);
}"""


class Listener:
    """Everything that the page sent or said."""

    def __init__(self, visitor: Visitor) -> None:
        self.sent: list[str] = []
        visitor.page.route("**/send/", lambda route: route.fulfill(status=204))
        visitor.page.on("request", self._note)
        visitor.page.on("console", lambda said: self.sent.append(said.text))

    def _note(self, request: Request) -> None:
        headers = json.dumps(request.all_headers() if request.method == "POST" else {})
        self.sent += [request.url, headers, request.post_data or ""]

    def everything(self) -> str:
        return "\n".join(self.sent)


def test_notebook_is_made_locked_and_opened_and_no_secret_leaves(visit: Visit) -> None:
    visitor = visit(PHONE)
    visitor.go("/")
    heard = Listener(visitor)

    made: dict[str, Any] = visitor.page.evaluate(MAKE, [PHRASE, TEXT, PLACE])

    assert made["refused"] == "locked"
    assert made["texts"] == [TEXT, TEXT]
    assert made["wrong"][0] == "wrong_passphrase"
    everything = heard.everything() + visitor.page.evaluate(KEPT)
    assert made["body"]["data"] in everything
    assert made["keyring"]["wraps"][0]["key"] in everything
    secrets = [PHRASE, TEXT, made["code"], made["code"].replace("-", ""), made["wrong"][1]]
    for secret in secrets:
        for spelling in (secret, json.dumps(secret)[1:-1], secret.replace(" ", "%20")):
            assert spelling not in everything
    assert PHRASE not in made["wrong"][1]


def test_page_stays_alive_while_the_passphrase_is_stretched(visit: Visit) -> None:
    visitor = visit(PHONE)
    visitor.go("/")

    longest = visitor.page.evaluate(LONGEST_PAUSE, [PHRASE])

    assert longest < 500, f"the page stood still for {longest:.0f} ms"


@pytest.fixture
def with_passkey(visit: Visit) -> Any:
    """Opens a window of someone whose passkey was made on the page for it."""

    def open_window(*, has_prf: bool) -> tuple[Visitor, Any]:
        create_person("ana")
        visitor = visit(PHONE)
        phone = phone_in(visitor, has_prf=has_prf)
        visitor.go("/sign-in/")
        type_password(visitor.page, "ana")
        visitor.page.wait_for_url("**/account/")
        visitor.go("/account/passkeys/")
        visitor.page.get_by_role("button", name="Make the passkey").click()
        visitor.page.wait_for_url("**/account/codes/")
        visitor.settle()
        return visitor, phone

    return open_window


def test_passkey_of_the_sign_in_opens_the_notebook(with_passkey: Any) -> None:
    visitor, phone = with_passkey(has_prf=True)

    done = visitor.page.evaluate(WITH_PASSKEY, [TEXT, PLACE])

    assert done == {"ways": ["code", "passkey"], "text": TEXT}
    phone.refuse()
    assert visitor.page.evaluate(ASK) == "passkey_refused"


def test_passkey_without_keys_is_told(with_passkey: Any) -> None:
    visitor, _ = with_passkey(has_prf=False)

    assert visitor.page.evaluate(ASK) == "passkey_too_plain"
