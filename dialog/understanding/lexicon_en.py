"""English."""

import re

from dialog.understanding.asking_en import ASKING, REPEATING, VENUES
from dialog.understanding.lexicon import Source, Tags, words_of
from dialog.understanding.named_days import named_days
from dialog.understanding.places_en import CLOCK_HERE, PLACES, ZONE_CUES, ZONE_FILLERS
from dialog.understanding.remarks_en import FIRST, LAST
from dialog.understanding.wording_en import CHOICE_WORDS, COMMANDS, LAST_CHOICE, NEVER_NAMES, OPENING_WORDS, RULES

_NUMBERS = words_of(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ORDINALS = words_of(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_TENS = ("twenty", "thirty", "forty", "fifty")
_WEEKDAYS = (
    "monday mondays mon",
    "tuesday tuesdays tues tue",
    "wednesday wednesdays weds wed",
    "thursday thursdays thurs thur thu",
    "friday fridays fri",
    "saturday saturdays sat",
    "sunday sundays sun",
)
_MONTHS = (
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)
_CANNOT = ("can't", "cant", "cannot", "can not", "won't", "wont", "will not", "couldn't", "couldnt")


def _each(words: str, **tags: int) -> dict[str, Tags]:
    return dict.fromkeys(words_of(words), tags)


def _same(*phrases: str, **tags: int) -> dict[str, Tags]:
    return dict.fromkeys(phrases, tags)


_WORDS: dict[str, Tags] = {
    # may follow a bare number that is a time
    **_each(
        "and please pls if is are would works work then instead so thanks thank sharp ok okay also we i "
        "you can could should do does free available good fine when where who because as your again together too "
        "ideally preferably suits fits tops max though sir mate",
        stop=1,
    ),
    "with": {"stop": 1, "giving": 1},
    **_each("add invite include cc", giving=1),
    "plus": {"stop": 1, "giving": 1},
    "but": {"stop": 1, "giving": 1, "any_but": 1},
    **_each("any every all", any=1),
    **_each("remove drop uninvite exclude delete", taking=1),
    **_each("excluding minus without", taking=1, **{"not": 2}),
    **_each("swap replace", taking=1, exchanging=1),
    **_each("take leave kick", lifting=1),
    **_each("off out", off=1),
    **_each("cancel forget scratch skip nevermind", dropping=1),
    **_each("it my our", stop=1, moved=1),
    **_each("that start", moved=1),
    **_each("meeting appointment call booking session", moved=2, meeting=1),
    **_each("make move push shift set reschedule postpone", changing=1),
    **_each("change switch update", changing=1, exchanging=1),
    **{word: {"number": value} for value, word in enumerate(_NUMBERS)},
    **{word: {"number": 10 * tens, "tens": 9} for tens, word in enumerate(_TENS, 2)},
    **{word: {"ordinal": value} for value, word in enumerate(_ORDINALS, 1)},
    "one": {"number": 1, "pronoun": 1, "meeting": 1},
    "thirtieth": {"ordinal": 30},
    **_each("st nd rd th", suffix=1),
    **{word: {"weekday": day} for day, words in enumerate(_WEEKDAYS) for word in words_of(words)},
    "wed": {"weekday": 2, "weak": 1},
    "sat": {"weekday": 5, "weak": 1},
    "sun": {"weekday": 6, "weak": 1},
    **{word: {"month": month} for month, words in enumerate(_MONTHS, 1) for word in words_of(words)},
    "second": {"ordinal": 2, "seconds": 1},
    **_each("seconds sec secs", seconds=1),
    **_each("minute minutes min mins", seconds=60),
    **_each("hour hours hr hrs", seconds=3600),
    "s": {"seconds": 1, "glued": 1},
    "m": {"seconds": 60, "glued": 1},
    "h": {"seconds": 3600, "hour_mark": 1, "oclock": 1},
    "d": {"days": 1, "glued": 1},
    "w": {"days": 7, "glued": 1, "stop": 1},
    **_each("day days", days=1),
    **_each("week wk", days=7, ahead=7),
    **_each("weeks wks", days=7),
    **_each("starting beginning commencing", week_from=1),
    **_each("midweek", week=0, third=1),
    **_each("cw kw", calendar_week=1),
    **_each("eow", week=0, third=2),
    **_each("eom", month_from_now=0, third=2),
    **_each("fortnight fortnights", days=14),
    **_each("month months", months=1),
    **_each("year years", months=12),
    "a": {"one": 1},
    "an": {"one": 1},
    "half": {"half": 1, "halves": 1},
    **_each("quarter quarters", quarter=1),
    "few": {"number": 3},
    "several": {"number": 7},
    "more": {"more": 1},
    "now": {"now": 1},
    "today": {"day": 0},
    **_each("tomorrow tmrw tmr tmw tomo", day=1),
    "yesterday": {"day": -1},
    "this": {"this": 1, "moved": 1},
    **_each("coming upcoming", this=1),
    **_each("next following", next=1),
    **_each("last previous", last=1),
    "weekend": {"weekend": 1},
    "am": {"meridiem": 0},
    "pm": {"meridiem": 12},
    "p": {"meridiem": 12, "glued": 1},
    **_each("noon midday", clock=12 * 60),
    "midnight": {"clock": 0},
    **_each("o'clock oclock ish", oclock=1),
    "past": {"past": 1},
    **_each("morning mornings", part=8 * 60, until=12 * 60),
    **_each("lunch lunchtime", part=12 * 60, until=14 * 60),
    **_each("afternoon afternoons", part=12 * 60, until=17 * 60),
    **_each("evening evenings", part=17 * 60, until=21 * 60),
    **_each("night nights", part=20 * 60, until=24 * 60, night=1),
    **_each("tonight tonite", part=18 * 60, until=24 * 60, night=1, day=0),
    "early": {"shade": -1, "third": 0},
    "mid": {"shade": 0, "third": 1},
    "late": {"shade": 1, "third": 2},
    "at": {"at": 1, "glue": 1},
    "on": {"on": 1, "glue": 1},
    "in": {"in": 1, "glue": 1},
    "within": {"in": 1, "up_to": 1},
    "the": {"the": 1, "glue": 1, "moved": 1},
    "of": {"of": 1, "glue": 1},
    "for": {"for": 1, "glue": 1, "stop": 1},
    "from": {"from": 1, "after": 1, "glue": 1},
    "between": {"between": 1, "glue": 1},
    "and": {"and": 1, "stop": 1},
    "or": {"or": 1, "stop": 1},
    "to": {"range": 1, "to": 1, "onto": 1},
    "till": {"range": 1, "to": 1},
    **_each("until untill", range=1, not_after=1),
    **_each("through thru", range=1),
    **_each("about around approximately approx roughly circa", about=1, glue=1),
    "after": {"after": 1, "past": 1, "not_before": 2},
    "before": {"not_after": 2},
    "by": {"not_after": 1, "glue": 1, "moving": 1},
    "later": {"later": 1, "moves": 1},
    **_each("earlier sooner", moves=-1),
    "hence": {"later": 1},
    **_each("not neither nor", **{"not": 1}),
    **_each("except excepting barring", **{"not": 2}),
    **_each("doesn't doesnt isn't isnt won't wont", unfit=1),
    "ago": {"ago": 1},
    "time": {"place_time": 1, "moved": 1},
    "timezone": {"place_time": 1},
    **_each("eastern central mountain pacific", zone=1),
}

_PHRASES: dict[str, Tags] = {
    "a m": {"meridiem": 0},
    "p m": {"meridiem": 12},
    "in the am": {"meridiem": 0},
    "in the pm": {"meridiem": 12},
    "o clock": {"oclock": 1},
    **_same("mid day", "12 noon", clock=12 * 60),
    "12 midnight": {"clock": 0},
    **_same("after lunch", "right after lunch", "just after lunch", part=13 * 60, until=17 * 60),
    **_same("before lunch", "right before lunch", "just before lunch", part=10 * 60, until=12 * 60),
    "lunch time": {"part": 12 * 60, "until": 14 * 60},
    **_same("a couple of", "a couple", "couple of", "a pair of", number=2),
    "a few": {"number": 3},
    **_same("from now", "from today", later=1),
    **_same("next week", "following week", "coming week", week=1),
    **_same("this week", "current week", week=0),
    "week after next": {"week": 2},
    **_same("next month", "following month", month_from_now=1),
    "this month": {"month_from_now": 0},
    **_same("next day", "following day", days_later=1),
    "next morning": {"day": 1, "part": 8 * 60, "until": 12 * 60},
    "this time": {"glue": 1},
    **_same("beginning of", "start of", third=0),
    "middle of": {"third": 1},
    **_same("end of", "back end of", third=2),
    **_same("not before", "no earlier than", "not earlier than", not_before=1),
    "later than": {"not_before": 2},
    **_same("no later than", "not after", "not later than", not_after=1),
    "earlier than": {"not_after": 2},
    **_same("or later", "or after", "onwards", "onward", "and later", "and onwards", bound=1, stop=1),
    **_same("or earlier", "or before", "or sooner", "at the latest", bound=-1, stop=1),
    **_same("next days", "coming days", "days ahead", days_left=5),
    "mid week": {"week": 0, "third": 1},
    **_same("calendar week", "in week", calendar_week=1),
    **_same("instead of", "rather than", "anything but", "not on", "not at", "busy on", "not free", **{"not": 1}),
    **_same("except for", "other than", "apart from", "aside from", "with the exception of", **{"not": 2}),
    **_same("don't work", "dont work", "do not work", "does not work", "will not work", "is not possible", unfit=1),
    **_same("is no good", "are no good", "is bad", "is impossible", "are out", "i can't", "i cannot", unfit=1),
    **_same("i cant", "i'm busy", "i am busy", "i'm not free", "i am not free", "we can't", "we cannot", unfit=1),
    **_same("i can't do", "i can't on", "we can't do", "we can't on", "i can't make", "i'm busy on", **{"not": 1}),
    **_same(
        "i'm not free on", "i am busy on", "i'm out on", "i cannot do", "i cannot on", "we cannot on", **{"not": 1}
    ),
    **_same("can't do", "cant do", "cannot do", "can't on", "cannot on", "don't want", **{"not": 1}),
    **_same("forget about", dropping=1, **{"not": 1}),
    "never mind": {"dropping": 1},
    "is out": {"absent": 1, "unfit": 1},
    **_same(
        *(f"{no} {come}" for no in _CANNOT for come in ("make it", "make", "come", "attend", "join", "be there")),
        absent=1,
    ),
    **_same("is not coming", "isn't coming", "isnt coming", "not coming", "is sick", "is ill", absent=1),
    **_same(
        "is unavailable",
        "dropped out",
        "drop out",
        "backed out",
        "bailed",
        "is busy",
        "cancelled",
        "canceled",
        absent=1,
    ),
    **_same(
        *(f"{must} {leave}" for must in ("has to", "had to", "needs to") for leave in ("cancel", "drop out")), absent=1
    ),
    **_same("won't be able to", "wont be able to", "is not able to", "isn't able to", "is unable to", absent=1),
    **_same("same time next week", "same day next week", "same time the week after", days_later=7),
    **_same("push it back", "push back", "move it back", "delay it", "delay it by", "push it back by", moving=1),
    **_same("bring it forward", "move it forward", "move it up", "bring it forward by", "move it up by", moving=-1),
    **_same("no mornings", "no morning", part=12 * 60, until=17 * 60),
    **_same("no afternoons", "no afternoon", part=8 * 60, until=12 * 60),
    **_same("forward by", "up by", moving=-1),
    "time zone": {"place_time": 1},
    # no days and no times
    **_same("why not", "not only", "24/7"),
    **_same("good morning", "good afternoon", "good evening", "good night", "good day"),
}

_MISSPELT = {
    "noonish": "noon",
    "tommorow": "tomorrow",
    "tommorrow": "tomorrow",
    "tomorow": "tomorrow",
    **dict.fromkeys(("2moro", "2morow", "2morro", "2morrow", "2mrw", "tmrrw", "tmmrw"), "tomorrow"),
    **dict.fromkeys(("2nite", "2night", "2nyt"), "tonight"),
    "nxt": "next",
    "wensday": "wednesday",
    "wendsday": "wednesday",
    "wednsday": "wednesday",
    "thurday": "thursday",
    "febuary": "february",
    "shedule": "schedule",
    "schedual": "schedule",
    "bok": "book",
    "boook": "book",
    "cancle": "cancel",
    "appoinment": "appointment",
    "plz": "please",
    "plese": "please",
}

_OFTEN_MISSPELT = frozenset(
    words_of(
        "monday tuesday wednesday thursday friday saturday sunday january february august september october november "
        "december tomorrow tonight morning afternoon evening minutes reschedule schedule cancel appointment "
        "appointments meeting meetings available availability attendees timezone thanks undo"
    )
)

SOURCE = Source(
    words=_WORDS,
    phrases={**_PHRASES, **named_days("en")},
    misspelt=_MISSPELT,
    often_misspelt=_OFTEN_MISSPELT,
    commands=COMMANDS,
    rules=(*FIRST, *RULES, *ASKING, *LAST),
    never_names=NEVER_NAMES,
    before_names=frozenset(words_of("and with add invite include cc plus & for")),
    opening_words=OPENING_WORDS,
    agreeing=frozenset(
        words_of(
            "a agree appointment awesome brilliant cool for friend here i lot love mate meeting much my nice now "
            "on so super the then thing this time to us very we with wonderful"
        )
    ),
    choice_words=CHOICE_WORDS,
    last_choice=LAST_CHOICE,
    one="one",
    places=PLACES,
    zone_fillers=ZONE_FILLERS,
    zone_cues=ZONE_CUES,
    earliest=re.compile(
        r"\b(?:asap|as soon as (?:possible|you can|u can)|(?:first|next) (?:available|free|possible)|first thing|"
        r"earliest|soonest|any ?time|whatever)\b|^\W*(?:any|the first|first)(?: one)?\W*$|"
        r"^\W*(?:either|both|any)(?: one| of (?:them|these|those))?(?: works?| is fine| are fine| will do)?\W*$",
        re.IGNORECASE,
    ),
    repeating=REPEATING,
    venues=VENUES,
    clock_here=CLOCK_HERE,
    titles=re.compile(
        r"\b(?:(?:subject|title|topic|re|regarding)\s?:|(?:subject|title|topic) (?:is|should be|shall be)\b|"
        r"titled\b|entitled\b|(?:called|named) (?=[\"“'‘])|"
        r"(?:meeting|appointment|call|session|event) (?:called|named)\b|"
        r"(?:rename|retitle|title|name|call) (?:it|this meeting|the meeting)(?: to| as)?\b"
        r"(?! (?:off|a day|quits|at|on|for|in)\b)|"
        r"(?:change|set|edit|update) (?:the|its|my) (?:title|subject|topic|name) (?:to|as)\b)\s?:?",
        re.IGNORECASE,
    ),
    topics=re.compile(
        r"(?<!how )(?<!what )(?<!forget )(?<!mind )\babout\b(?! (?:it|that|this|you|me|us)\b)"
        r"|\bregarding\b|\bto (?:discuss|go over|review)\b",
        re.IGNORECASE,
    ),
    joints=re.compile(
        r"(?:[\s,;:–-]|\b(?:on|at|with|for|and|by|in|from|to|please|this|next|the|around)\b)+$", re.IGNORECASE
    ),
)
