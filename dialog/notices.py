"""What people are told in a chat without having asked: reminders, and what others did. Pure: facts in, words out."""

from collections import Counter
from collections.abc import Iterable, Mapping

from booking.model import ChatNotice, News
from booking.translations import marked, translations
from dialog import dates, joining
from dialog.messages import Outgoing
from dialog.texts import quoted, told

REMINDER = marked("Reminder: {what}, {when}.")
MOVED = marked("{what} was moved to {when}.")
CANCELLED = marked("{what}, {when}, was cancelled.")
PLACE = marked("Place: {place}")
LINK = marked("Link: {link}")
STATED = marked("{said}.")
NO_MORE = marked("Say “no reminders” if you want none.")


def render(notice: ChatNotice, zone: str, locale: str) -> Outgoing:
    """The notice in the reader's zone (IANA) and language (a CLDR name)."""
    minutes = int((notice.end - notice.start).total_seconds()) // 60
    what = quoted(notice.title, locale) if notice.title else notice.kind
    when = dates.span(notice.start, minutes, zone, locale)
    if notice.topic == "answers":
        meeting = joining.clauses([what, dates.slot_title(notice.start, zone, locale)], locale)
        return Outgoing(joining.put(joining.ASIDE, locale, text=answers(notice, locale), aside=meeting))
    if notice.topic == "cancelled":
        return Outgoing(told(locale, CANCELLED, what=what, when=when))
    lines = [told(locale, REMINDER if notice.topic == "reminder" else MOVED, what=what, when=when)]
    if notice.topic == "moved":
        lines += [answers(notice, locale)] if notice.news else []
        return Outgoing("\n".join(lines))
    lines += [told(locale, PLACE, place=notice.location)] if notice.location else []
    lines += [told(locale, LINK, link=notice.video_url)] if notice.video_url else []
    lines += [tally(notice.coming, notice.invited, locale)] if notice.invited else []
    return Outgoing("\n".join([*lines, told(locale, NO_MORE)]))


def answers(notice: ChatNotice, locale: str) -> str:
    """Who did what, and the tally: "Karen and Bill accepted, Ann declined: 2 of 3 are coming."."""
    from babel.lists import format_list

    called = short_names(who for who, _ in notice.news)
    parts = []
    for act in _ORDER:
        people = [called[who] for who, what in notice.news if what == act]
        if people:
            parts.append(_deed(act, len(people), locale).format(who=format_list(people, locale=locale)))
    said = joining.clauses(parts, locale)
    if not notice.invited:
        return told(locale, STATED, said=said)
    return joining.put(joining.DETAIL, locale, heading=said, detail=tally(notice.coming, notice.invited, locale))


def tally(coming: int, invited: int, locale: str) -> str:
    """How many have accepted, of how many."""
    sentence = translations(locale).ngettext(
        "{coming} of {invited} is coming.", "{coming} of {invited} are coming.", coming
    )
    return sentence.format(coming=coming, invited=invited)


def short_names(people: Iterable[str]) -> Mapping[str, str]:
    """What people are called, by name or address: of an address what stands before the @, where nobody else is called so."""
    known = list(dict.fromkeys(people))
    short = {each: each.partition("@")[0] for each in known}
    common = Counter(short.values())
    return {each: name if common[name] == 1 else each for each, name in short.items()}


_ORDER: tuple[News, ...] = ("ACCEPTED", "TENTATIVE", "DECLINED", "proposed", "joined", "left", "removed", "unreachable")


def _deed(act: News, people: int, locale: str) -> str:
    """What so many people did, with a gap for who they are."""
    ngettext = translations(locale).ngettext
    return {
        "ACCEPTED": ngettext("{who} accepted", "{who} accepted", people),
        "TENTATIVE": ngettext("{who} may come", "{who} may come", people),
        "DECLINED": ngettext("{who} declined", "{who} declined", people),
        "proposed": ngettext("{who} proposed another time", "{who} proposed another time", people),
        "joined": ngettext("{who} joined", "{who} joined", people),
        "left": ngettext("{who} left", "{who} left", people),
        "removed": ngettext("{who} was taken off", "{who} were taken off", people),
        "unreachable": ngettext("mail to {who} came back", "mail to {who} came back", people),
    }[act]
