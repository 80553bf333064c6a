"""What a mail about an appointment says, for the eye: subject, plain text and HTML of one Invitation, in its language.

All three say the same as the calendar data. The texts of people are taken as clean lines.
"""

from dataclasses import dataclass
from html import escape

from booking.letters import page
from booking.letters.reading import Reading, reading
from booking.letters.sentences import Words, person, saving, words
from booking.model import Invitation

Facts = list[tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Letter:
    """What a reader sees. `details` are the facts alone, for the calendar's own description; lines end in a line feed."""

    subject: str
    details: str
    text: str
    html: str


def write(invitation: Invitation) -> Letter:
    """The letter for `invitation`, its times in the invitation's zone and written as its locale writes them."""
    reader = reading(invitation.locale, invitation.timezone)
    _ = reader.texts.gettext
    said = words(invitation, reader)
    facts = _facts(invitation, reader)
    details = "\n".join(_line(label, ", ".join(values), reader) for label, values in facts)
    facts = _beside(invitation, reader) + facts
    when = reader.briefly(invitation.start)
    subject = _("{heading}: {title}, {when}").format(heading=said.heading, title=invitation.title, when=when)
    calendars = saving(invitation, reader, _line(_("Host"), invitation.provider_name, reader))
    return Letter(
        subject=subject,
        details=details,
        text=_text(invitation, reader, said, facts, calendars),
        html=_html(invitation, reader, said, facts, calendars, subject),
    )


def _facts(invitation: Invitation, reader: Reading) -> Facts:
    """A label and what stands under it."""
    _ = reader.texts.gettext
    people = (invitation.reader, *invitation.others) if invitation.to_all else invitation.others
    rows: Facts = [
        (_("Date"), (reader.day(invitation.start),)),
        (_("Time"), (reader.times(invitation.start, invitation.end),)),
        (_("Length"), (reader.length(invitation.end - invitation.start),)),
        (_("Where"), (invitation.location,)),
        (_("Video"), (invitation.video_url,)),
        (_("Host"), (invitation.provider_name,)),
        (_("With"), tuple(map(person, people))),
    ]
    return [(label, values) for label, values in rows if any(values)]


def _beside(invitation: Invitation, reader: Reading) -> Facts:
    """Another time that was proposed."""
    start, end = invitation.proposed_start, invitation.proposed_end
    if start is None or end is None:
        return []
    return [(reader.texts.gettext("Proposed"), (reader.day(start), reader.times(start, end)))]


def _line(label: str, value: str, reader: Reading) -> str:
    return reader.texts.gettext("{label}: {value}").format(label=label, value=value)


def _text(
    invitation: Invitation, reader: Reading, said: Words, facts: Facts, calendars: tuple[tuple[str, str], ...]
) -> str:
    _ = reader.texts.gettext
    links = [*said.buttons, *said.footer]
    parts = [
        _line(said.heading, invitation.title, reader),
        said.intro,
        "\n".join(f"> {line}" for line in said.quoted.split("\n")) if said.quoted else "",
        "\n".join(_line(label, ", ".join(values), reader) for label, values in facts),
        said.closing,
        "\n".join(_line(label, address, reader) for label, address in links),
        "\n".join([_("Put it into your calendar"), *(_line(*each, reader) for each in calendars)]) if calendars else "",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _html(
    invitation: Invitation,
    reader: Reading,
    said: Words,
    facts: Facts,
    calendars: tuple[tuple[str, str], ...],
    subject: str,
) -> str:
    cancelled = invitation.method == "CANCEL"
    save = escape(reader.texts.gettext("Put it into your calendar"))
    return page.PAGE.substitute(
        language=reader.language,
        subject=escape(subject),
        kind="cancelled" if cancelled else "",
        heading=escape(said.heading),
        named=page.isolated(invitation.title),
        month=escape(reader.part(invitation.start, "MMM")),
        day=escape(reader.part(invitation.start, "d")),
        weekday=escape(reader.part(invitation.start, "EEE")),
        accent="#c92a2a" if cancelled else "#3b5bdb",
        decoration="line-through" if cancelled else "none",
        intro=escape(said.intro),
        quoted=page.quoted(said.quoted),
        rows=page.rows(facts),
        buttons=page.buttons(said.buttons),
        closing=page.small(escape(said.closing)),
        saving=page.small(_line(save, " · ".join(page.link(*each) for each in calendars), reader) if calendars else ""),
        footer=page.small(" · ".join(page.link(*each) for each in said.footer)),
    )
