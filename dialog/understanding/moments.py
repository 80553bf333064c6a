"""The day and the time that a text names: what the grammar reads here and there in it, put together.

There is no date library behind it. On 1,365 texts of eight other projects' date tests in six languages, 45 of them without
a date, right / wrong of those with a date, in the mean of the languages and in each; false alarms; median time:

                         mean        en      de      es      fr      pt      zh    alarms  time
    this grammar        96 /  2    96/ 2   97/ 2   96/ 3   91/ 5   97/ 2   97/ 1    0     0.3 ms
    duckling 0.3        78 / 18    78/17   79/18   78/21   84/12   71/27   76/15    7     0.5 ms
    dateparser 1.5      38 / 35    46/38   41/40   35/33   40/42   44/31   22/26    8     0.9 ms

The texts were at hand while the lexicons were written; German read 90 % and French 87 % at its first sight of them. duckling
has wheels for Linux on x86-64 alone, 63 MB large, and some of the texts are its own. On the English ones ctparse read 56 /
30 %, timefhuman 46 / 37, parsedatetime 43 / 46, dateutil 28 / 51. Of the 18 English texts that this grammar reads otherwise
than the corpus, dateparser reads 4 right and 7 wrong, ctparse 7 and 6: a library behind it would add as many mistakes as
answers. `tests/benchmarks/bench_understanding.py` measures.
"""

from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dialog.understanding.amounts import Length
from dialog.understanding.clocks import Part, Time, read_part, read_time
from dialog.understanding.dates import read_day
from dialog.understanding.day_lists import days_after, days_before, through
from dialog.understanding.days import Day, merge
from dialog.understanding.items import PAUSES, Item, Value
from dialog.understanding.lexicon import Lexicon, words_of
from dialog.understanding.model import Moment
from dialog.understanding.nonexistent import exists, read_nonexistent, without_nonexistent
from dialog.understanding.numeric_dates import Writer
from dialog.understanding.refusals import Refused, excluded, other_part, refusal, subject, turn_back
from dialog.understanding.settling import Said, Settled, days_of, disagreeing, opened, settle
from dialog.understanding.shifts import Move, read_shift
from dialog.understanding.tokens import Form, Token
from dialog.understanding.zones import zone_in

# Tokens with no other tags begin nothing.
_JOINING = frozenset(
    words_of(
        "stop glue and or of for range to later not ago place_time zone suffix meridiem oclock more changing moved "
        "moves taking lifting off exchanging giving onto joins minutes bound follows lasting adverb unfit coming named "
        "any any_but absent dropping meeting"
    )
)


class Found(NamedTuple):
    """A moment, and a length in minutes that stands for itself ("a 30 minute call") or moves what was chosen ("an hour
    later"); where all that was read stands. `refused`: nothing was said but what is not wanted, "day" or "time";
    `excluded` are the days that are not wanted, `nonexistent` the days and times that there are none of, as in
    `model.Reading`; `turned`: what is said begins with what is not wanted ("not 3pm, 4pm")."""

    moment: Moment | None = None
    minutes: int | None = None
    shift: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
    refused: str | None = None
    excluded: tuple[date | int, ...] = ()
    nonexistent: tuple[str, ...] = ()
    turned: bool = False


def find_moment(
    text: str, tokens: list[Token], now: datetime, timezone: str, lexicon: Lexicon, *, month_first: bool
) -> Found:
    """Reads the tokens of `text`, written at `now` (aware) by somebody in `timezone` (IANA).

    Of several days the first counts, and of several times the first that can be nothing else.
    """
    zone = zone_in(text, tokens, lexicon)
    now = now.astimezone(ZoneInfo(timezone))
    today = now.date()
    if zone:
        now = now.astimezone(zone.clocks)
        tokens = [token for token in tokens if token.form is Form.END or not zone.start <= token.start < zone.end]
    source = lexicon.source
    writer = Writer(today, month_first, source.dotted_days, source.dashed_days)
    scanned, turned = _scan(tokens, now, writer)
    scanned = _without_stories(_without_topics(tokens, scanned), now)
    items, gone = _existing(scanned, today)
    nonexistent = tuple(text[tokens[item.first].start : tokens[item.stop - 1].end] for item in gone)
    unwanted = excluded(turned, today)
    minutes = next(
        (length for item in items if isinstance(item.value, Length) and (length := item.value.minutes)), None
    )
    shift = next((item.value.minutes for item in items if isinstance(item.value, Move)), None)
    spans = tuple((tokens[item.first].start, tokens[item.stop - 1].end) for item in scanned)
    alternatives = _alternatives(tokens, items, now, today, source.morning_from)
    said, used = _gather(items)
    said = opened(said, today)
    settled = settle(said._replace(morning_from=source.morning_from), now, today) if used else None
    if alternatives:
        settled, used = alternatives[0], [item for item in items if not isinstance(item.value, Length)]
    if not settled:
        refused = None if items else subject(turned)
        return Found(None, minutes, shift, spans, refused, unwanted, nonexistent)
    either = said.day and not (said.last or said.others) and disagreeing(said.day, today)
    start = min(tokens[item.first].start for item in used)
    end = max(tokens[item.stop - 1].end for item in used)
    return Found(
        Moment(
            start=settled.start,
            end=settled.end,
            has_day=settled.has_day,
            has_time=settled.has_time,
            other=settled.other,
            zone=zone.name if zone else None,
            span=(min(start, zone.start), max(end, zone.end)) if zone else (start, end),
            place=zone.place if zone else None,
            bare=bool(said.day and said.day.bare),
            relative=said.day.relative if said.day else "",
            days=tuple(sorted({one.start.date() for one in alternatives})) if alternatives else days_of(said, today),
            between=not (said.others or either or alternatives),
            disagreeing=bool(either),
            alternatives=tuple((one.start, one.other) if one.other else (one.start,) for one in alternatives),
        ),
        minutes,
        shift,
        spans,
        excluded=unwanted,
        nonexistent=nonexistent,
        turned=bool(turned) and "not" in tokens[0].tags,
    )


def _without_topics(tokens: list[Token], items: list[Item]) -> list[Item]:
    """Without the lunch of "about lunch with friends at 5pm", which is no part of the day: other words part it from the
    time."""
    topics = [
        item
        for item, following in pairwise(items)
        if isinstance(item.value, Part)
        and item.first
        and "about" in tokens[item.first - 1].tags
        and isinstance(following.value, Time)
        and not following.beside
    ]
    return [item for item in items if item not in topics]


def _without_stories(items: list[Item], now: datetime) -> list[Item]:
    """Without the days that are over, where others are named: "I asked two weeks ago, is monday free?"."""
    past = [item for item in items if _is_over(item.value, now)]
    ahead = any(isinstance(item.value, (Day, datetime)) for item in items if item not in past)
    return [item for item in items if item not in past] if ahead else items


def _is_over(value: Value, now: datetime) -> bool:
    if isinstance(value, datetime):
        return value.timestamp() < now.timestamp() - 60
    return isinstance(value, Day) and value.fixed is not None and (value.last or value.fixed) < now.date()


def _existing(items: list[Item], today: date) -> tuple[list[Item], list[Item]]:
    """The items without the days and times that there are none of, and these; what only together makes such a day
    ("February, the 30th", "Feb 28 to 30") as one item."""
    items, gone = without_nonexistent(items, today)
    said, used = _gather(items)
    days = [item for item in used if isinstance(item.value, Day)]
    if all(exists(day, today) for day in (said.day, said.last) if day):
        return items, gone
    whole = days[0]._replace(stop=days[-1].stop)
    return [item for item in items if item not in days], [*gone, whole]


def _scan(tokens: list[Token], now: datetime, writer: Writer) -> tuple[list[Item], list[Refused]]:
    """Everything that can be read in the tokens, from left to right, and what is turned away."""
    items: list[Item] = []
    turned: list[Refused] = []
    rests: list[Item] = []
    last: Refused | None = None
    beside = False
    spent = -1
    index = 0
    while tokens[index].form is not Form.END:
        token = tokens[index]
        if ranged := through(tokens, index, items, writer):
            items[-1:] = ranged
            index = ranged[-1].stop
            continue
        if more := days_after(tokens, index, items):
            items += more
            index = more[-1].stop
            continue
        read = None
        if not token.tags.keys() <= _JOINING or token.parts or token.form is Form.JUNK or "meridiem" in token.tags:
            before = items[-1].value if items and beside else None
            read = _read(tokens, index, now, writer, before)
        if read is None:
            if items and "unfit" in token.tags and items[-1].stop == index:
                items, back = turn_back(tokens, items)
                turned += back
                rests += [Item(rest, index, index + 1, beside=False) for rest in (other_part(back[0]),) if rest]
                spent = index
            beside = beside and "glue" in token.tags
            index += 1
            continue
        value, stop = read
        last = refusal(tokens, index, stop, value, last, spent)
        if last:
            turned.append(last)
            rests += [Item(rest, index, stop, beside=False) for rest in (other_part(last),) if rest]
        else:
            if isinstance(value, Day):
                items = days_before(tokens, index, value, items)
            joined = _joined(tokens, items[-1], index, value) if items else ""
            if joined == "or" and any("between" in token.tags for token in tokens[max(items[-1].first - 3, 0) : index]):
                joined = "range"
            timed = any(isinstance(item.value, Time) for item in items)
            bound = _bound(tokens, index, stop, items) if isinstance(value, Day) and not timed else 0
            items.append(Item(value, index, stop, beside, joined, bound))
        beside = True
        index = stop
    timed = any(isinstance(item.value, (Time, Part, datetime)) for item in items)
    return [*_affirmed(tokens, items), *(() if timed else rests[:1])], turned


def _bound(tokens: list[Token], index: int, stop: int, items: list[Item]) -> int:
    """Of the day at [index, stop): see `Said.bound`."""
    if after := tokens[stop].tags.get("bound"):
        return after
    own = tokens[index].tags
    if "yearly" in own and (bound := own.get("not_before", 0) or -own.get("not_after", 0)):
        return bound  # "after Christmas", in one
    begin = items[-1].stop if items else 0
    for before in range(index - 1, max(index - 4, begin) - 1, -1):
        tags = tokens[before].tags
        if "of" not in tags and (bound := tags.get("not_before", 0) or -tags.get("not_after", 0)):
            return bound
        if not tags.keys() & {"the", "on"}:
            break
    return 0


def _affirmed(tokens: list[Token], items: list[Item]) -> list[Item]:
    """Of "Tuesday doesn't work, how about Thursday?" what follows the pause."""
    if sum(isinstance(item.value, Day) for item in items) < 2:
        return items
    first, last = items[0].stop, max(item.first for item in items if isinstance(item.value, Day))
    pause = next((index for index in range(first, last) if tokens[index].text in PAUSES), None)
    if pause is None or not any("not" in token.tags for token in tokens[:pause]):
        return items
    return [item for item in items if item.first > pause]


def _joined(tokens: list[Token], before: Item, index: int, value: Value) -> str:
    """The "or" or the "range" that is all that stands between two items; "glued" where nothing does, not even a space. Of
    two days joined by an "and" either will do, as there is one meeting."""
    stop = before.stop
    if stop == index and tokens[index].glued:
        return "glued"
    between = tokens[stop].tags.keys()
    tags = between if tokens[stop].form is Form.WORD or "or" in between else ()
    if index == stop or not all(token.tags.keys() & {"on", "the"} for token in tokens[stop + 1 : index]):
        return ""
    if "and" in tags and isinstance(value, Day) and isinstance(before.value, Day):
        return "" if value.vague or before.value.vague else "or"
    return next((tag for tag in ("or", "range") if tag in tags), "")


def _read(
    tokens: list[Token], index: int, now: datetime, writer: Writer, before: Value | None
) -> tuple[Value, int] | None:
    day = before if isinstance(before, Day) else None
    shift = read_shift(tokens, index, now, writer)
    if shift and not isinstance(shift.value, Length):
        return shift
    return (
        read_nonexistent(tokens, index)
        or read_day(tokens, index, writer, day)
        or read_time(tokens, index, after_day=day is not None)
        or shift
        or read_part(tokens, index, beside_day=day is not None)
    )


def _gather(items: list[Item]) -> tuple[Said, list[Item]]:
    """What was said altogether, and the items that count."""
    said = Said()
    used: list[Item] = []
    connected = False
    listed: list[Day] = []
    for item in items:
        connected = (connected and item.beside) or said.day is None
        if item.joined in ("or", "range") and said.day and isinstance(item.value, Day):
            others = (*said.others, *listed, item.value) if item.joined == "or" else said.others
            more: Said | None = said._replace(last=item.value, others=others)
        else:
            more = _with(said, item.value, connected=connected)
        if more:
            said = more._replace(bound=item.bound or more.bound)
            used.append(item)
        elif isinstance(item.value, Day) and item.joined == "glued":
            said = said._replace(last=item.value, others=(*said.others, *listed, item.value))
            used.append(item)
        elif isinstance(item.value, Day) and item.beside:
            listed.append(item.value)
    if said.others and len({item.value for item in used if isinstance(item.value, Time)}) < sum(
        isinstance(item.value, Time) for item in items
    ):
        said = said._replace(time=None)  # "thursday at 2 or friday at 11": no one time for both
    if said.day and said.day.until and not said.last:
        said = said._replace(last=said.day._replace(day=said.day.until, weekday=None))
    if said.day and said.day.last and not said.last:
        said = said._replace(last=Day(fixed=said.day.last))
    return said, used


def _alternatives(
    tokens: list[Token], items: list[Item], now: datetime, today: date, morning_from: int
) -> list[Settled]:
    """What is meant by "thursday at 2 or friday at 11": two or more days joined by an "or", each with its own time."""
    if sum(isinstance(item.value, Day) for item in items) < 2:
        return []
    parts: list[list[Item]] = [[]]
    previous = 0
    joined = False
    for item in items:
        if isinstance(item.value, Length):
            continue
        between = tokens[previous : item.first] if parts[-1] else []
        either = _either(between)
        whole = {Day, Time} <= {type(one.value) for one in parts[-1]}
        if either or (whole and any(token.text in PAUSES for token in between)):
            parts.append([])
        parts[-1].append(item._replace(joined="") if parts[-1] else item._replace(joined="", beside=False))
        joined = joined or either
        previous = item.stop
    if not joined:
        return []
    found: dict[datetime, Settled] = {}
    day: Day | None = None
    for part in parts:
        said, _used = _gather(part)
        week = day.week if day and said.day and said.day.bare else None
        day = said.day._replace(week=week) if said.day and week else said.day or day
        if not day or day.vague or said.last or not said.time:
            return []
        if said.time.bound not in ("", "or"):
            return []
        settled = settle(said._replace(day=day, morning_from=morning_from), now, today)
        if not settled:
            return []
        found.setdefault(settled.start, settled)
    return list(found.values()) if len(found) > 1 else []


def _either(between: list[Token]) -> bool:
    """Whether what stands between two starts says that either will do: an "or"; an "and" alone, as there is one meeting."""
    return any("or" in token.tags or ("and" in token.tags and len(between) < 3) for token in between)


def _with(said: Said, value: Value, *, connected: bool) -> Said | None:
    """With this as well; None where it contradicts, or comes too late, what was said before."""
    match value:
        case Day():
            day = value
            if said.day:
                merged = merge(said.day, value) if connected or said.day.vague or value.vague else None
                if not merged:
                    return None
                day = merged
            return said._replace(day=day)
        case Time():
            if said.time is None or (value.start.sure and not said.time.start.sure):
                return said._replace(time=value)
            if said.time.bound == "after" and value.bound == "before":
                return said._replace(time=Time(said.time.start, value.start))
        case Part() if said.part is None:
            return said._replace(part=value)
        case datetime() if said.instant is None:
            return said._replace(instant=value)
    return None
