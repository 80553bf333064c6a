"""What one message was read as: plain facts, the same for every language."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Intent(StrEnum):
    """What somebody wants. `ABOUT`: to know something of a kind of meeting; `COMING`: who has accepted; `CORRECT`: to put
    an address right; `DONE`: nobody or nothing more; `KEEP`: all as it was. `REPEAT`: to hear once more what is known.
    `NONE`: nothing but facts (a day, addresses, a number), or nothing that was understood."""

    BOOK = "book"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"
    BOOKED = "booked"
    ABOUT = "about"
    COMING = "coming"
    DAYS = "days"
    SLOTS = "slots"
    YES = "yes"
    NO = "no"
    DONE = "done"
    KEEP = "keep"
    MORE = "more"
    EARLIER = "earlier"
    BACK = "back"
    UNDO = "undo"
    START_OVER = "start_over"
    STOP = "stop"
    HELP = "help"
    REPEAT = "repeat"
    HUMAN = "human"
    GREETING = "greeting"
    THANKS = "thanks"
    ADD = "add"
    REMOVE = "remove"
    CHANGE = "change"
    CORRECT = "correct"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address found in a text, in lower case, and the name written beside it ("" where there is none)."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a time or both, found in a text.

    `start` is aware, in the zone it was said in (the text's own, else the person's); a day alone is its local midnight.
    `end` is the end of a range or of a part of the day. `has_day`: a day was said; without one `start` is the next
    occurrence of the time. `has_time`: a clock time or a part of the day was said. `other` is a second reading that is as
    likely ("at 3": 3:00 or 15:00). `zone` is the zone named in the text: an IANA name, or "UTC-04:00" where the text
    fixes an offset; `place` the IANA zone whose clocks are spoken of ("EDT": America/New_York), None for a bare offset.
    `span` is where in the text it stands: [from, to). `bare`: the day was said as a day of the week alone. `relative`: it
    may as well be counted from the "week" ("Friday", "next week"), the "month" ("the 21st") or the "day" ("a day later") of
    what was chosen before.
    `days` are the days of which any will do ("Tuesday or Thursday after 3"), or the first and the last of those from
    which one is wanted at that time ("Tuesday to Thursday after 3": `between`), or the date and the day of the week where
    these do not go together ("Friday, May 14": `disagreeing`). `alternatives`: two or more starts of which any will do,
    each with the readings that it has, the likelier first ("Thursday at 2 or Friday at 11"); `start` is the first of
    them.
    """

    start: datetime
    end: datetime | None
    has_day: bool
    has_time: bool
    other: datetime | None
    zone: str | None
    span: tuple[int, int]
    place: str | None = None
    bare: bool = False
    relative: str = ""
    days: tuple[date, ...] = ()
    between: bool = False
    disagreeing: bool = False
    alternatives: tuple[tuple[datetime, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message was read as.

    `number`: the text chooses from a list ("2", "option 2", "the second one"); -1 is the last. `minutes`: a length.
    `timezone`: the IANA name of the zone that the text names as its writer's. `subject` is what a CHANGE is about: "day",
    "time", "type", "timezone" or "attendees". `title` is what the meeting is about.

    `shift`: minutes from the time chosen so far, negative for earlier ("an hour later"). `excluded`: the days that are
    not wanted, as dates, or as days of the week (Monday is 0) where any such day is ("not monday"). `nonexistent`: days
    and times that there are none of, as they were written ("feb 30", "25:00"). `removed`: who is to be taken off, as
    addresses or as names in lower case ("drop bob"); `absent`: likewise, who may be meant to stay away, where such a
    person is invited ("cancel bob", "bob can't make it"); `nameless`: names that stand in a row with addresses and have
    none ("with bob and a@x.org"). `which`: the day or the time by which a meeting that stands is spoken of ("the friday
    one"). `unreadable`: at most 5 pieces that look like e-mail addresses and are none ("bill(at)acme.io"). `earliest`:
    the first time that is free. `repeating`: the words, in lower case, that ask for a meeting that comes again ("every
    monday"), `venue` those that say where it shall be ("at my office"). `clock_here`: a time that was said is rather the
    one that it is now ("it is 3pm here"). `book_it`: the YES says what it agrees to ("book it"). `asks_who`: beside what
    is wanted it is asked who is coming. `asks_about`: what is asked about a kind of meeting, alone or besides: "price",
    "length", "size", "place", "info", or "kind" where only one that is named makes it such a question ("is the webinar
    recorded?"). `reserved`: the YES has more to it ("ok wait", "yes but earlier", "yes no"), or the STOP has ("never
    mind, 10am is fine"). `then`: the rest of the text, to be read by itself, where that books another meeting once one is
    cancelled.

    `language`: the one that it was read in, "de". `asked_language`: the one that it asks to go on in ("auf Deutsch bitte").
    """

    intent: Intent
    moment: Moment | None = None
    emails: tuple[Address, ...] = ()
    number: int | None = None
    minutes: int | None = None
    timezone: str | None = None
    subject: str | None = None
    title: str | None = None
    shift: int | None = None
    excluded: tuple[date | int, ...] = ()
    nonexistent: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    which: Moment | None = None
    nameless: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    earliest: bool = False
    repeating: str = ""
    venue: str = ""
    clock_here: bool = False
    then: str = ""
    book_it: bool = False
    asks_who: bool = False
    asks_about: str | None = None
    reserved: bool = False
    language: str = "en"
    asked_language: str | None = None
