"""From what was understood to the draft. A good value stays until a better one comes; what cannot be is said."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from booking.addresses import clean_name, modest, normalise
from booking.errors import InvalidInput, Refusal
from booking.model import Slot
from dialog import dates, joining, texts
from dialog.conversation import Draft
from dialog.machine import fire
from dialog.questions import (
    ask_day,
    in_window,
    keep_offer,
    last_day,
    slots_of,
    why_not,
    why_not_day,
)
from dialog.talk import Offer, Talk
from dialog.understanding import Address, Intent, Moment, Reading, is_common
from dialog.zones import at_clock, local_minutes

_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")


def fill(talk: Talk, reading: Reading, text: str) -> bool:
    """Take everything into the draft that the reading holds; whether there was anything."""
    draft = talk.conversation.draft
    taken = False
    if reading.minutes and reading.intent is not Intent.REMOVE:
        taken = _fill_length(talk, reading.minutes) or taken
    taken = fill_type(talk, text) or taken
    if reading.title:
        draft.title, taken = modest(reading.title), True
    if reading.moment:
        _fill_moment(talk, reading.moment)
        taken = True
    elif reading.shift and (known := draft.start or draft.wish):
        draft.wish, draft.other_wish, taken = known + timedelta(minutes=reading.shift), None, True
    return _fill_attendees(talk, reading) or taken


def _fill_length(talk: Talk, minutes: int) -> bool:
    draft = talk.conversation.draft
    if all(kind.minutes != minutes for kind in talk.types):
        talk.tell(texts.NO_SUCH_LENGTH, minutes=minutes)
        return False
    if talk.type and talk.type.minutes != minutes and not forget_type(talk):
        return True
    draft.minutes = minutes
    return True


def forget_type(talk: Talk) -> bool:
    """Another type is wanted: a start that was free for the old one has to be checked again.

    False where that cannot be: a meeting that is booked stays of its kind.
    """
    draft = talk.conversation.draft
    if draft.moving:
        talk.tell(texts.KIND_STAYS)
        return False
    draft.type_id = None
    if draft.start is not None:
        draft.wish, draft.start = draft.start, None
    return True


def fill_type(talk: Talk, text: str) -> bool:
    """Take the type that the text names: the whole name, or words that only this type has ("the webinar")."""
    folded = text.casefold()
    named = [kind for kind in talk.types if kind.name.casefold() in folded]
    type_id = max(named, key=lambda kind: len(kind.name)).id if named else _by_words(talk, text, telling=True)
    if type_id is None:
        return False
    if type_id != talk.conversation.draft.type_id and forget_type(talk):
        talk.conversation.draft.type_id = type_id
    return True


def best_type(talk: Talk, text: str, minutes: int | None) -> str | None:
    """The type that an answer to "what kind?" means, by any words of its name or its length; None when none stands out."""
    return _by_words(talk, text, telling=False, minutes=minutes)


def _by_words(talk: Talk, text: str, *, telling: bool, minutes: int | None = None) -> str | None:
    """The one type with the most words of the text in its name; `telling`: words that any meeting may have do not do."""
    words = _words(_CLOCK.sub(" ", text))
    scores = []
    for kind in talk.types:
        shared = words & _words_of_name(kind.name)
        alone = {word for word in shared if not word.isdigit() and not is_common(word, talk.locale)}
        length = kind.minutes == minutes or str(kind.minutes) in words
        fits = kind.capacity >= len(talk.conversation.draft.attendees)
        if fits and (alone or not telling):
            scores.append((len(shared | alone) + length, kind.id))
    scores.sort(reverse=True)
    if not scores or scores[0][0] == 0 or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return None
    return scores[0][1]


def _words(text: str) -> frozenset[str]:
    """The words of a text, casefolded; Chinese characters, which stand without spaces, two by two."""
    words: set[str] = set()
    for piece in _PIECE.findall(text.casefold()):
        unspaced = "\u3400" <= piece[0] <= "\u9fff"
        words |= {piece[place : place + 2] for place in range(max(len(piece) - 1, 1))} if unspaced else {piece}
    return frozenset(words)


_words_of_name = lru_cache(maxsize=512)(_words)


def _fill_moment(talk: Talk, moment: Moment) -> None:
    draft = talk.conversation.draft
    talk.conversation.page = 0
    if moment.place and talk.zone is None:
        talk.learn(timezone=moment.place)
    moment = _in_period(draft, moment)
    if moment.end is not None and not moment.has_time:
        _fill_period(talk, moment, moment.start.date(), moment.end.date() - timedelta(days=1))
        return
    if moment.days:
        _fill_days(talk, moment)
        return
    if not moment.has_time:
        fill_day(talk, moment.start, bare=moment.bare)
        return
    if moment.has_day and moment.end is None and (moment.zone or talk.zone):
        draft.wish = moment.start.astimezone(UTC)
        draft.other_wish = moment.other.astimezone(UTC) if moment.other else None
        draft.clock = draft.other_clock = draft.window = None
        return
    if moment.has_day:
        draft.day = moment.start.date()
    if moment.end is not None:
        _fill_clock(draft, moment)
        _keep_if_fitting(talk, moment)
        return
    if moment.zone and talk.zone and (draft.day or draft.start):
        day = draft.day or draft.start.astimezone(moment.start.tzinfo).date()  # type: ignore[union-attr]
        draft.wish = datetime.combine(day, moment.start.timetz()).astimezone(UTC)
        return
    _fill_clock(draft, moment)


def _fill_days(talk: Talk, moment: Moment) -> None:
    """Several days of which any will do, or of which one is meant."""
    if moment.disagreeing:
        talk.tell(texts.DAYS_DISAGREE)
    _fill_period(talk, moment, moment.days[0], moment.days[-1])
    if moment.has_time:
        _fill_clock(talk.conversation.draft, moment)


def _fill_clock(draft: Draft, moment: Moment) -> None:
    """A time of day, or a part of it, whatever the day."""
    draft.window, draft.clock, draft.other_clock = window_of(moment), None, None
    if moment.end is None:
        draft.clock = moment.start.hour * 60 + moment.start.minute
        draft.other_clock = moment.other.hour * 60 + moment.other.minute if moment.other else None


def _in_period(draft: Draft, moment: Moment) -> Moment:
    """Of a week that was wished for, the day of the week that was said."""
    if not moment.bare or draft.not_before is None or moment.start.date() >= draft.not_before:
        return moment
    later = timedelta(days=-(-(draft.not_before - moment.start.date()).days // 7) * 7)
    if draft.not_after and moment.start.date() + later > draft.not_after:
        return moment
    return replace(
        moment,
        start=moment.start + later,
        end=moment.end and moment.end + later,
        other=moment.other and moment.other + later,
        days=tuple(day + later for day in moment.days),
    )


def window_of(moment: Moment) -> tuple[int, int] | None:
    """From when until when a moment lasts, in minutes after midnight of its day; None for a mere instant."""
    if moment.end is None:
        return None
    minutes = moment.start.hour * 60 + moment.start.minute
    return minutes, minutes + int((moment.end - moment.start).total_seconds() // 60)


def _fits(talk: Talk, start: datetime | None) -> bool:
    kind = talk.type
    if start is None or kind is None:
        return False
    return bool(in_window(talk, [Slot(start, start + timedelta(minutes=kind.minutes))]))


def _keep_if_fitting(talk: Talk, moment: Moment) -> None:
    """Of the start chosen before what lies in the part of the day that is wanted now: on another day the same time."""
    draft = talk.conversation.draft
    start, draft.start = draft.start, None
    if start is None or not _fits(talk, start):
        return
    if moment.has_day and day_of(talk, start) != moment.start.date():
        draft.wish = at_clock(moment.start.date(), local_minutes(start, talk.some_zone), talk.some_zone)
    else:
        draft.start = start


def _fill_period(talk: Talk, moment: Moment, first: date, last: date) -> None:
    """A week, a month or several days: they are offered; a time chosen before is wished for on the day that is picked."""
    draft = talk.conversation.draft
    if first > last_day(talk):
        talk.say(why_not_day(talk, first))
        return
    if draft.start is not None:
        draft.clock = local_minutes(draft.start, talk.some_zone)
    draft.not_before, draft.not_after, draft.day = first, last, None
    draft.days = () if moment.between else moment.days
    draft.start = draft.wish = None


def fill_day(talk: Talk, moment: datetime, *, bare: bool = False) -> None:
    """Another day: with a time chosen before, the same time of that day is wished for; where it is over on a `bare`
    Monday, that of the next one."""
    draft = talk.conversation.draft
    day = moment.date()
    known = draft.wish or draft.start
    if known is not None:
        clock = local_minutes(known, talk.some_zone)
        if bare and at_clock(day, clock, talk.some_zone) <= talk.now:
            day += timedelta(days=7)
        draft.wish, draft.other_wish = at_clock(day, clock, talk.some_zone), None
    elif not talk.today <= day <= last_day(talk):
        talk.say(why_not_day(talk, day))
        return
    if not (draft.not_before or day) <= day <= (draft.not_after or day):
        draft.not_before = draft.not_after = None
        draft.days = ()
    draft.day = day


def _fill_attendees(talk: Talk, reading: Reading) -> bool:
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


def settle(talk: Talk) -> bool:
    """Check the start that is wished for; whether the conversation can go on to the next question.

    When it cannot be had, a start chosen before stays, the reason is said and the nearest free times are offered.
    """
    draft = talk.conversation.draft
    if draft.wish is None and draft.clock is not None and draft.day is not None:
        draft.wish = at_clock(draft.day, draft.clock, talk.some_zone)
        if draft.other_clock is not None:
            draft.other_wish = at_clock(draft.day, draft.other_clock, talk.some_zone)
    if draft.wish is None:
        return True
    wishes = [wish for wish in (draft.wish, draft.other_wish) if wish is not None]
    draft.wish = draft.other_wish = draft.clock = draft.other_clock = None
    kind = talk.type
    if kind is None:
        raise AssertionError("a wish is settled when the type is known")
    first: Refusal | None = None
    for wish in wishes:
        try:
            talk.check(kind, wish)
        except Refusal as refusal:
            first = first or refusal
        else:
            take_start(talk, wish)
            return True
    if first is None:
        raise AssertionError("a wish is either free or refused")
    refuse(talk, first, wishes[0])
    return False


def take_start(talk: Talk, start: datetime) -> None:
    """A free start was chosen."""
    draft = talk.conversation.draft
    draft.start, draft.day, draft.window = start, day_of(talk, start), None
    draft.wish = draft.other_wish = draft.clock = draft.other_clock = None


def day_of(talk: Talk, moment: datetime) -> date:
    """The day of an instant, where the person is."""
    return moment.astimezone(ZoneInfo(talk.some_zone)).date()


def refuse(talk: Talk, refusal: Refusal, wish: datetime) -> None:
    """Say why a start cannot be had and offer the nearest; what was chosen before can be kept."""
    draft = talk.conversation.draft
    reason = why_not(talk, refusal, wish)
    offers: list[Offer] = [
        (dates.slot_title(slot.start, talk.some_zone, talk.locale), ["s", int(slot.start.timestamp())])
        for slot in refusal.alternatives[: max(talk.limit - 2, 1)]
        if slot.start != draft.start
    ]
    if not offers:
        talk.say(reason)
        draft.day = day_of(talk, draft.start) if draft.start else None
        ask_day(talk)
        return
    if draft.start is not None:
        offers.append(keep_offer(talk, draft.start))
    else:
        days = [day_of(talk, slot.start) for slot in refusal.alternatives]
        draft.day = day_of(talk, wish) if day_of(talk, wish) in days else days[0]
    offers.append(talk.offer(texts.ANOTHER_DAY, "ask", "day"))
    fire(talk.conversation, "ask_slot")
    talk.say(joining.sentences([reason, talk.told(texts.NEAREST)], talk.locale), offers[: talk.limit])


def take_only_slot(talk: Talk) -> None:
    """Where one slot alone fits the wanted part of the day ("from 3 to 4pm"), it is the one meant."""
    draft = talk.conversation.draft
    if draft.start is None and draft.day is not None and draft.window is not None:
        fitting = in_window(talk, slots_of(talk, draft.day))
        if len(fitting) == 1:
            take_start(talk, fitting[0].start)
