"""A progress note, drafted from what was done in a session and from nothing else.

Every sentence is a fixed frame around words that someone typed, ticked or wrote down. What was not
asked is not spoken of; what was left out is said to be left out, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from stepwell.domain.care.done_session import AgreedTask, AskedItem, DoneBlock, DoneSession
from stepwell.domain.protocols.items import SessionKind

KINDS = {
    SessionKind.INDIVIDUAL: "One to one",
    SessionKind.GROUP: "Group",
    SessionKind.CONJOINT: "With a partner",
    SessionKind.PEER_JOINED: "A fellowship member joined",
    SessionKind.PHONE: "By phone",
}


def draft_note(done: DoneSession) -> str:
    """Plain text in paragraphs, each with its heading; none for what nobody did."""
    parts = (
        ("", _opening(done)),
        ("Since the last contact", done.facts),
        ("Review", map(_asked, done.asked)),
        ("Safety", (f"{question} {answer}." for question, answer in done.gates)),
        ("What was done", _blocks(done)),
        ("What came up", done.scripts),
        ("Noted meanwhile", filter(None, (done.words,))),
        ("Put aside for another time", done.parked),
        ("Recovery tasks", map(_task, done.tasks)),
        ("Next", _next(done)),
    )
    paragraphs = []
    for heading, lines in parts:
        text = "\n".join(line.strip() for line in lines if line.strip())
        if text:
            paragraphs.append(f"{heading}\n{text}" if heading else text)
    return "\n\n".join(paragraphs)


def _opening(done: DoneSession) -> Iterator[str]:
    title = f"{done.title} ({done.protocol})" if done.protocol else done.title
    what = title or "A contact outside of a course"
    yield f"{done.on:%B} {done.on.day}, {done.on.year}. {what}."
    yield f"{KINDS[done.kind]}{f', {done.minutes} minutes' if done.minutes else ''}."
    if done.partner:
        yield f"Also there: {done.partner}."


def _asked(one: AskedItem) -> str:
    if one.answer:
        return f"{one.question} {one.answer}"
    return f"{one.question} Not asked: {one.skipped}" if one.skipped else ""


def _blocks(done: DoneSession) -> Iterator[str]:
    for one in done.blocks:
        yield _block(one)
        for label, words in one.written:
            yield f"{label}: {words}"


def _block(one: DoneBlock) -> str:
    if one.is_done:
        return f"Done: {one.title}."
    return f"Left out: {one.title}.{f' {one.left_out}' if one.left_out else ''}"


def _task(one: AgreedTask) -> str:
    told = (("with", one.who), ("where", one.where), ("when", one.when))
    agreed = "; ".join(f"{name}: {words}" for name, words in told if words)
    whose = "For their partner: " if one.is_for_partner else ""
    return f"{whose}{one.title}{f' ({agreed})' if agreed else ''}."


def _next(done: DoneSession) -> Iterator[str]:
    if done.next_on is not None:
        yield f"Next appointment on {done.next_on:%B} {done.next_on.day}, {done.next_on.year}."
