"""What was done in a session, as a note is drafted from it: nothing that was not written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from stepwell.actions.since_contact import facts_of_since, since_contact
from stepwell.domain.care.agreed_tasks import agreed_tasks
from stepwell.domain.care.done_session import AgreedTask, AskedItem, DoneBlock, DoneSession
from stepwell.domain.care.encounters import title_of
from stepwell.domain.care.run_entries import HEARD, YES, EntryKind, Standing, kind_of_key
from stepwell.domain.care.run_gaps import Said, Titles, block_is_done, gate_that_stops
from stepwell.domain.protocols.items import SessionKind
from stepwell.domain.protocols.session_plan import SessionPlan
from stepwell.domain.recovery.tasks import TaskState
from stepwell.queries.recovery_tasks import tasks_reviewed_in
from stepwell.queries.session_runs import (
    day_of_next,
    day_of_run,
    labels_of_run,
    plan_of,
    protocol_of_run,
    standing_entries,
    titles_of_run,
    words_of,
)
from stepwell.records.care.models import Encounter, SessionRun
from stepwell.records.people.models import Client

STOPPED, LEFT_OUT = "The session was stopped for safety.", "Left out in the group."
STATES = {
    TaskState.DONE: "done",
    TaskState.PARTLY: "partly done",
    TaskState.NOT_DONE: "not done",
    TaskState.DROPPED: "dropped",
}


def done_session(run: SessionRun, client: Client) -> DoneSession:
    """Of one who was there; of a group, nobody else is named. Not audited by itself.

    Raises:
        ProtocolGone: the protocol's files are not there as they were.
    """
    standing = standing_entries(run)
    said = said_about(run, standing, client.pk)
    plan = plan_of(run, [key for key, value in said.items() if value.strip()])
    titles, protocol = titles_of_run(run), protocol_of_run(run)
    encounter = _encounter(run, client)
    session = (encounter.session if encounter else "") or run.session
    return DoneSession(
        session=session,
        title=title_of(protocol, session) if protocol else "",
        protocol=protocol.words().title if protocol else "",
        kind=SessionKind(run.kind),
        on=day_of_run(run),
        minutes=encounter.minutes if encounter else 0,
        facts=_facts(run, client, encounter),
        words=said.get("words", "").strip(),
        asked=tuple(_asked(plan, said, titles)),
        blocks=tuple(_blocks(run, plan, said, titles)),
        gates=tuple(_gates(plan, said, titles)),
        scripts=tuple(_ticked(plan, said, titles)),
        parked=tuple(one.strip() for one in said.get("parked", "").splitlines() if one.strip()),
        tasks=tuple(
            AgreedTask(one.title, one.who, one.where, one.when, one.is_for_partner)
            for one in agreed_tasks(plan, said, titles)
        ),
        partner=said.get("partner", "").strip(),
        next_on=day_of_next(run),
    )


def said_about(
    run: SessionRun, standing: Mapping[tuple[UUID | None, str], Standing], client_id: UUID
) -> Said:
    """What is said of one; of what a group has in common only what is ticked, since free words may
    name somebody else."""
    if run.client_id is not None:
        return words_of(standing, client_id)
    return {
        key: one.value
        for (whom, key), one in sorted(standing.items(), key=lambda each: each[0][0] is not None)
        if whom == client_id or (whom is None and kind_of_key(key) is not EntryKind.TEXT)
    }


def _encounter(run: SessionRun, client: Client) -> Encounter | None:
    if run.client_id is not None:
        return run.encounter
    rows = Encounter.objects.standing().filter(group_event=run.group_event_id, client=client)
    return rows.first()


def _facts(run: SessionRun, client: Client, encounter: Encounter | None) -> tuple[str, ...]:
    on = day_of_run(run)
    facts = () if run.client_id is None else facts_of_since(since_contact(client, run, on))
    reviewed = tasks_reviewed_in(encounter.pk).filter(client=client) if encounter else ()
    return (*facts, *(_task_fact(*one) for one in (
        (row.title, STATES[TaskState(row.state)], row.answer, row.partner_id is not None)
        for row in reviewed
    )))  # fmt: skip


def _task_fact(title: str, state: str, answer: str, is_for_partner: bool) -> str:
    said = f" They said: “{answer.strip()}”" if answer.strip() else ""
    whose = "Task of their partner" if is_for_partner else "Task"
    return f"{whose} “{title.rstrip('.')}”: {state}.{said}"


def _asked(plan: SessionPlan | None, said: Said, titles: Titles) -> Iterator[AskedItem]:
    items = [
        (f"review.{one.id}", titles("review", one.id)) for one in (plan.review if plan else ())
    ]
    for key, question in (*items, *((f"heard.{one}", words) for one, words in HEARD.items())):
        answer, why = said.get(key, "").strip(), said.get(f"{key}.why", "").strip()
        if answer or why:
            yield AskedItem(key, question, answer, "" if answer else why)


def _blocks(
    run: SessionRun, plan: SessionPlan | None, said: Said, titles: Titles
) -> Iterator[DoneBlock]:
    if plan is None:
        return
    is_stopped, seen = gate_that_stops(plan, said) is not None, set[str]()
    for block in plan.agenda:
        is_done = block_is_done(block.id, said)
        why = said.get(f"agenda.{block.id}.why", "").strip()
        if not is_done and not why:
            why = STOPPED if is_stopped else LEFT_OUT if run.client_id is None else ""
        written = tuple(_written(run, plan, frozenset(block.uses) - seen, said, titles))
        seen.update(block.uses)
        title = titles("agenda", block.id)
        yield DoneBlock(block.id, title, is_done, "" if is_done else why, written)
    others = frozenset(one.id for one in (*plan.topics, *plan.exercises)) - seen
    written = tuple(_written(run, plan, others, said, titles))
    if written:
        yield DoneBlock("", "Besides", is_done=True, left_out="", written=written)


def _written(
    run: SessionRun, plan: SessionPlan, items: frozenset[str], said: Said, titles: Titles
) -> Iterator[tuple[str, str]]:
    """Topics that were ticked and worksheets as they were filled in, of these items."""
    for topic in plan.topics:
        if topic.id in items and said.get(f"topics.{topic.id}") == YES:
            yield "Talked about", titles("topics", topic.id)
    for exercise in plan.exercises:
        if exercise.id not in items:
            continue
        labels = labels_of_run(run, exercise.id)
        for field in exercise.fields or ("",):
            words = said.get(f"exercises.{exercise.id}{f'.{field}' if field else ''}", "").strip()
            if words:
                title = titles("exercises", exercise.id)
                yield (f"{title}: {labels.get(field, field)}" if field else title), words


def _gates(plan: SessionPlan | None, said: Said, titles: Titles) -> Iterator[tuple[str, str]]:
    for one in plan.safety if plan else ():
        answer = said.get(f"safety.{one.id}", "")
        words = said.get(f"safety.{one.id}.words", "").strip()
        if answer or words:
            yield titles("safety", one.id), ": ".join(filter(None, (answer, words)))


def _ticked(plan: SessionPlan | None, said: Said, titles: Titles) -> Iterator[str]:
    """Situations that came up, and objections that were met."""
    for name, items in (("scripts", plan.scripts), ("objections", plan.objections)) if plan else ():
        for one in items:
            if said.get(f"{name}.{one.id}") == YES:
                yield titles(name, one.id)
