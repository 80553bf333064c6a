"""What is held about one address: shown, and erased. Each call carries a host's key."""

from typing import Any

from pydantic import Field
from werkzeug.exceptions import Conflict

from channels.api.answers import ErasedAnswer, PersonAnswer
from channels.api.endpoint import Call, Endpoint
from channels.api.fields import Email, Wish


class PersonWish(Wish):
    """Whose data."""

    email: Email = Field(description="The person's address.")


def export_person(call: Call, wish: PersonWish) -> PersonAnswer:
    """Everything this host holds about one address.

    For a person who asks what is known of them. What belongs to another host is not among it.
    """
    held = call.booking.export(wish.email)
    theirs = _elsewhere(call, held)
    kept: dict[str, object] = {
        kind: [_plain(row) for row in rows if row.get("appointment_id", row.get("id")) not in theirs]
        for kind, rows in held.items()
        if kind in ("appointments", "mails", "history")
    }
    if len(call.booking.providers()) == 1:
        kept["people"] = [_plain(row) for row in held["people"]]
    return {"data": {"email": held["email"], "held": kept}, "errors": []}


def erase_person(call: Call, wish: PersonWish) -> ErasedAnswer:
    """Erase everything held about one address.

    Their appointments stand, the seat without a name. Nothing of it comes back. An address that other hosts here have
    appointments with is refused with 409: only the operator can erase it.
    """
    if _elsewhere(call, call.booking.export(wish.email)):
        raise Conflict("Other hosts have appointments with that address: ask the operator to erase it.")
    return {"data": {"erased": call.booking.erase(wish.email, call.actor)}, "errors": []}


def _elsewhere(call: Call, held: dict[str, Any]) -> set[str]:
    """The appointments with other hosts among what is held."""
    named = {row["id"] for row in held["appointments"]}
    named |= {row["appointment_id"] for kind in ("mails", "history") for row in held[kind]}
    return {each for each in named if call.booking.appointment(each).provider_id != call.provider_id}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """The row with names that are plain text, not the database's kind."""
    return {str(name): value for name, value in row.items()}


ENDPOINTS = (
    Endpoint("GET", "people/{email}", export_person, PersonWish, PersonAnswer, "Privacy", private=True),
    Endpoint(
        "DELETE", "people/{email}", erase_person, PersonWish, ErasedAnswer, "Privacy", private=True, refusals=(409,)
    ),
)
