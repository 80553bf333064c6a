"""The people of the draft: named, added, taken off."""

import re
from collections.abc import Sequence

from booking.addresses import clean_name, normalise
from booking.errors import InvalidInput
from dialog import joining, texts
from dialog.kinds import forget_type
from dialog.talk import Talk
from dialog.understanding import Address, Intent, Reading

_WORD = re.compile(r"\w+")


def fill_attendees(talk: Talk, reading: Reading) -> bool:
    """Add people, take them off, or put others in their place; whether anybody was meant."""
    draft = talk.conversation.draft
    adding = tuple(address for address in reading.emails if address.email not in reading.removed)
    if reading.intent is Intent.REMOVE and not reading.removed:
        return _remove(talk, [address.email for address in reading.emails], sure=True)
    removed = bool(reading.removed) and _remove(talk, reading.removed, sure=reading.intent is Intent.REMOVE)
    naming = talk.conversation.state in ("naming_attendees", "confirming") or reading.intent in (
        Intent.BOOK,
        Intent.ADD,
    )
    unread = reading.unreadable if naming else ()
    if unread:
        talk.say(texts.unreadable(unread, talk.locale))
    if not adding:
        return bool(unread) or removed
    replacing = reading.intent is Intent.CHANGE and reading.subject == "attendees"
    people = _named(talk, adding, {} if replacing else dict(draft.attendees))
    if len(people) > _most(talk):
        talk.say(texts.too_many(_most(talk), talk.locale))
        return True
    kind = talk.type
    if kind is not None and len(people) > kind.capacity:
        fitting = [] if draft.moving else [other for other in talk.types if other.capacity >= len(people)]
        talk.say(texts.too_many_for(kind, len(people), fitting, talk.locale))
        if draft.moving:
            return True
        forget_type(talk)
    draft.attendees = people
    return True


def _named(talk: Talk, addresses: Sequence[Address], people: dict[str, str]) -> dict[str, str]:
    """The people and those named besides; what is no address is said and left out."""
    refused = []
    for address in addresses[: _most(talk) + 1]:
        try:
            email = normalise(address.email)
        except InvalidInput as error:
            refused.append(talk.explained(error))
            continue
        if email == talk.provider.email.casefold():
            talk.tell(texts.HOST_COMES_ANYWAY, email=email)
            continue
        people[email] = clean_name(address.name) or people.get(email, "")
    if refused:
        talk.say("\n".join(refused[:3]))
    return people


def _most(talk: Talk) -> int:
    return max(kind.capacity for kind in talk.types)


def _remove(talk: Talk, wanted: Sequence[str], *, sure: bool) -> bool:
    """Take people off, by their addresses or by a word of their address or name; whether anybody was meant, which is
    `sure`, or shown by an address or by who is found."""
    draft = talk.conversation.draft
    meant = False
    for who in wanted:
        known = draft.attendees.items()
        gone = [email for email, name in known if who == email or who in _WORD.findall(_known_as(email, name))]
        named = sure or bool(gone) or "@" in who
        meant = meant or named
        if len(gone) == 1:
            draft.attendees = {email: name for email, name in draft.attendees.items() if email not in gone}
        elif gone:
            talk.tell(texts.WHICH_OF_THEM, name=who, people=joining.listed(gone, talk.locale))
        elif named:
            talk.tell(texts.NOT_INVITED, email=who)
    return meant


def _known_as(email: str, name: str) -> str:
    return f"{email.partition('@')[0]} {name}".casefold()
