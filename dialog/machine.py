"""The states of a conversation and what leads from one to another: one shared machine for all conversations.

A conversation is a plain record; `fire` moves it. `diagram` prints the whole as Mermaid text.
"""

from typing import Any

from transitions import Machine, MachineError

from dialog.conversation import DRAFTING, Conversation

STATES = ("idle", *sorted(DRAFTING), "choosing_move", "choosing_cancellation", "confirming_cancellation")

_ANY = "*"
_TRANSITIONS: list[dict[str, Any]] = [
    {"trigger": "ask_type", "source": _ANY, "dest": "choosing_type"},
    {"trigger": "ask_zone", "source": _ANY, "dest": "choosing_zone"},
    {"trigger": "ask_day", "source": _ANY, "dest": "choosing_day"},
    {"trigger": "ask_slot", "source": _ANY, "dest": "choosing_slot"},
    {"trigger": "ask_attendees", "source": _ANY, "dest": "naming_attendees"},
    {"trigger": "ask_confirmation", "source": _ANY, "dest": "confirming", "conditions": "is_complete"},
    {"trigger": "booked", "source": "confirming", "dest": "idle"},
    {"trigger": "ask_which_to_move", "source": _ANY, "dest": "choosing_move"},
    {"trigger": "ask_which_to_cancel", "source": _ANY, "dest": "choosing_cancellation"},
    {"trigger": "ask_cancellation", "source": _ANY, "dest": "confirming_cancellation", "conditions": "has_appointment"},
    {"trigger": "cancelled", "source": "confirming_cancellation", "dest": "idle"},
    {"trigger": "leave", "source": _ANY, "dest": "idle"},
]
TRIGGERS = tuple(transition["trigger"] for transition in _TRANSITIONS)

_machine = Machine(
    model=None, states=list(STATES), transitions=_TRANSITIONS, initial="idle", auto_transitions=False, send_event=False
)


class IllegalMove(Exception):
    """The conversation's state does not allow this trigger: a mistake of ours, not of the person."""


def fire(conversation: Conversation, trigger: str) -> None:
    """Move the conversation. Raises `IllegalMove` when the state or a condition forbids it."""
    try:
        moved = _machine.events[trigger].trigger(conversation)
    except MachineError as error:
        raise IllegalMove(str(error)) from None
    if not moved:
        raise IllegalMove(f"{trigger} is not allowed in {conversation.state}")


def diagram() -> str:
    """The machine as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    [*] --> idle"]
    for transition in _TRANSITIONS:
        sources = STATES if transition["source"] == _ANY else (transition["source"],)
        lines += [f"    {source} --> {transition['dest']}: {transition['trigger']}" for source in sources]
    return "\n".join(lines)
