"""The people of the draft: named, added, taken off."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from booking.addresses import clean_name, normalise
from booking.errors import InvalidInput
from dialog import joining, texts
from dialog.kinds import forget_type
from dialog.talk import Talk
from dialog.understanding import Address, Intent, Reading

_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(r"\S+@\S+")
_ALIKE = 0.75
_MOST_KEPT = 200
"""People of a draft, also where no kind of meeting takes so many: some are to be taken off."""


def fill_attendees(talk: Talk, reading: Reading, text: str) -> bool:
    """Add people, take them off, or put others in their place; whether anybody was meant."""
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
    _miss_addresses(talk, reading)
    if not adding:
        return bool(unread) or removed
    _take(talk, _named(talk, adding, _staying(talk, reading, text)))
    return True


def _take(talk: Talk, people: dict[str, str]) -> None:
    """Let these be the people of the draft, with another type where the chosen one is too small for them. More than any type
    takes are kept, for some of them to be taken off; not so many more, and not of a meeting that stands."""
    draft, kind, most = talk.conversation.draft, talk.type, most_people(talk)
    if len(people) > (most if draft.moving else _MOST_KEPT):
        talk.say(texts.too_many(most, talk.locale))
        return
    if kind is not None and len(people) > kind.capacity:
        fitting = [] if draft.moving else [other for other in talk.types if other.capacity >= len(people)]
        if fitting or draft.moving:
            talk.say(texts.too_many_for(kind, len(people), fitting, talk.locale))
        if draft.moving:
            return
        if kind.capacity < most:
            forget_type(talk)
    draft.attendees = people


def _staying(talk: Talk, reading: Reading, text: str) -> dict[str, str]:
    """The people of the draft without those in whose place others come: all of them ("only a@x.org"), or the one whose
    address is put right ("karen's address is karen@x.org", "I meant karen@x.org")."""
    people = dict(talk.conversation.draft.attendees)
    if reading.intent is Intent.CHANGE and reading.subject == "attendees" and not reading.absent:
        return {}
    if reading.intent is not Intent.CORRECT:
        return people
    right = reading.emails[0].email
    wrong = _mistaken(right, {email: name for email, name in people.items() if email != right}, text)
    return {right if email == wrong else email: name for email, name in people.items()}


def _mistaken(right: str, people: Mapping[str, str], text: str) -> str | None:
    """Whose address it is that has to be another: of somebody who is named, or is called alike."""
    words = words_beside_addresses(text)
    named = {email for word in words for email in _fitting([word], people)}
    if not named:
        local = right.partition("@")[0]
        named = {email for email in people if get_close_matches(local, [email.partition("@")[0]], cutoff=_ALIKE)}
    return named.pop() if len(named) == 1 else None


def _named(talk: Talk, addresses: Sequence[Address], people: dict[str, str]) -> dict[str, str]:
    """The people and those named besides; what is no address is said and left out."""
    refused = []
    for address in addresses[: _MOST_KEPT + 1]:
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


def _miss_addresses(talk: Talk, reading: Reading) -> None:
    """Say whose address is missing, of those who are neither the host nor known."""
    known = talk.conversation.draft.attendees | {address.email: address.name for address in reading.emails}
    known[talk.provider.email] = talk.provider.name
    missing = [name.title() for name in reading.nameless if not known_as(name, known)]
    if missing:
        talk.tell(texts.WHOSE_ADDRESS, people=joining.listed(missing, talk.locale))


def take_off(talk: Talk, who: Sequence[str]) -> None:
    """Take those of the people off who are meant by these addresses and names, and say who they are."""
    before = talk.invitees
    _remove(talk, who, sure=False)
    if gone := [invitee for invitee in before if invitee not in talk.invitees]:
        talk.tell(texts.TAKEN_OFF, people=texts.people(gone, talk.locale))


def most_people(talk: Talk) -> int:
    """How many the largest kind of meeting takes."""
    return max(kind.capacity for kind in talk.types)


def _remove(talk: Talk, wanted: Sequence[str], *, sure: bool) -> bool:
    """Take people off, by their addresses or by a word of their address or name; whether anybody was meant, which is
    `sure`, or shown by an address or by who is found."""
    draft = talk.conversation.draft
    meant = False
    for who in wanted:
        found = known_as(who, draft.attendees)
        named = sure or bool(found) or "@" in who
        meant = meant or named
        for name, gone in found.items():
            if len(gone) == 1:
                draft.attendees = {email: name for email, name in draft.attendees.items() if email not in gone}
            else:
                talk.tell(texts.WHICH_OF_THEM, name=name, people=joining.listed(gone, talk.locale))
        if named and not found:
            talk.tell(texts.NOT_INVITED, email=who)
    return meant


def known_as(who: str, people: Mapping[str, str]) -> dict[str, list[str]]:
    """The addresses of those of the people (names by addresses) whom `who` means: an address, a name, or the words of
    several people's names, each with those that it fits."""
    whole = _fitting(who.split(), people) if "@" not in who else [email for email in people if email == who]
    if whole:
        return {who: whole}
    each = {word: _fitting([word], people) for word in who.split()}
    return {word: found for word, found in each.items() if found}


def words_beside_addresses(text: str) -> list[str]:
    """The words of a text that are in no address, in lower case."""
    return _WORD.findall(_ADDRESS.sub(" ", text).casefold())


def meant_by(names: Sequence[str], people: Mapping[str, str]) -> set[str]:
    """The addresses of those whom these addresses and names can only mean."""
    each = (found for who in names for found in known_as(who, people).values())
    return {found[0] for found in each if len(found) == 1}


def _fitting(words: Sequence[str], people: Mapping[str, str]) -> list[str]:
    return [email for email, name in people.items() if set(words) <= set(_words_of(email, name))]


def _words_of(email: str, name: str) -> list[str]:
    return _WORD.findall(f"{email.partition('@')[0]} {name}".casefold())
