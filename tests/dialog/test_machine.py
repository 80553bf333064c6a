"""The machine: every state can be reached and left, and has its words."""

from dataclasses import fields

import pytest

from dialog import texts
from dialog.conversation import DRAFTING, Conversation, Draft, dump, load, remember_change, undo
from dialog.machine import STATES, TRIGGERS, IllegalMove, diagram, fire
from dialog.questions import QUESTIONS
from tests.fixtures.talking import MONDAY

READY = Draft(type_id="t", start=MONDAY, attendees={"karen@dev.to": ""})


def reachable(start: str) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        state = todo.pop()
        for trigger in TRIGGERS:
            conversation = Conversation(state=state, draft=READY, appointment_id="a")
            try:
                fire(conversation, trigger)
            except IllegalMove:
                continue
            if conversation.state not in found:
                found.add(conversation.state)
                todo.append(conversation.state)
    return found


def test_every_state_is_reached_and_left() -> None:
    """From the beginning everywhere, and from everywhere back."""
    assert reachable("idle") == set(STATES)
    assert all("idle" in reachable(state) for state in STATES)


def test_every_state_but_idle_has_a_question_and_words_for_confusion() -> None:
    """No state leaves a person without knowing what is expected."""
    assert set(QUESTIONS) == set(STATES) - {"idle"} == set(texts.CONFUSED)
    assert set(STATES) > DRAFTING


def test_nothing_is_confirmed_before_it_is_complete() -> None:
    """The machine itself refuses to ask for confirmation of an incomplete draft, and to book unconfirmed."""
    for draft in (Draft(), Draft(type_id="t", start=MONDAY), Draft(start=MONDAY, attendees={"a@b.example": ""})):
        with pytest.raises(IllegalMove):
            fire(Conversation(state="naming_attendees", draft=draft), "ask_confirmation")
    with pytest.raises(IllegalMove):
        fire(Conversation(state="naming_attendees", draft=READY), "booked")
    with pytest.raises(IllegalMove):
        fire(Conversation(), "ask_cancellation")


def test_diagram_shows_every_state() -> None:
    """The machine prints itself."""
    assert all(state in diagram() for state in STATES)


def test_a_conversation_survives_storage() -> None:
    """What is dumped is loaded, to the field."""
    draft = Draft(
        type_id="type",
        minutes=30,
        day=MONDAY.date(),
        not_before=MONDAY.date(),
        not_after=MONDAY.date(),
        days=(MONDAY.date(), MONDAY.date()),
        excluded=(MONDAY.date(), 4),
        clock=900,
        other_clock=180,
        window=(840, 960),
        wish=MONDAY,
        other_wish=MONDAY,
        alternatives=((MONDAY.replace(tzinfo=None),), (MONDAY.replace(tzinfo=None), MONDAY.replace(tzinfo=None))),
        start=MONDAY,
        attendees={"karen@dev.to": "Karen"},
        moving="a",
        title="Q3",
    )
    assert all(getattr(draft, each.name) != getattr(Draft(), each.name) for each in fields(Draft))
    conversation = Conversation(
        "confirming", draft, [["s", 1], ["more"]], 7, 2, "days", 1, "a", "c", 99, locale="de_DE", past=[{"day": None}]
    )

    assert load(dump(conversation)) == conversation
    assert load(dump(Conversation())) == Conversation()
    assert load(b'{"v":1,"draft":{"day":"2026-05-11"}}').draft == Draft(day=MONDAY.date())


def test_a_record_of_an_unknown_schema_begins_anew() -> None:
    """An older or newer version's record is no error."""
    assert load(b'{"v":999,"other":1}') == Conversation()
    assert load(None) == Conversation()


def test_undo_takes_back_change_after_change() -> None:
    """Each undo puts back what one turn changed, addresses that were added included."""
    conversation = Conversation()
    drafts = [Draft(), Draft(type_id="t"), Draft(type_id="t", start=MONDAY), READY]
    for later in drafts[1:]:
        conversation = load(dump(conversation))
        conversation.draft = later
        remember_change(conversation)

    for expected in reversed(drafts[:-1]):
        assert undo(conversation)
        assert conversation.draft == expected
    assert not undo(conversation)
