"""The words of a calendar mail, for the eye: subject, plain text and HTML of one Invitation.

All three say the same as the calendar data. The texts of people are taken as clean single lines.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import escape
from string import Template
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from booking.model import Attendee, Invitation

if TYPE_CHECKING:
    from babel import Locale


@dataclass(frozen=True, slots=True)
class Letter:
    """What a reader sees. `details` are the facts alone, for the calendar's own description; lines end in a line feed."""

    subject: str
    details: str
    text: str
    html: str


def write(invitation: Invitation) -> Letter:
    """The letter for `invitation`, its times in the invitation's zone and written as its locale writes them."""
    from babel.dates import format_datetime

    cancelled = invitation.method == "CANCEL"
    heading = "Updated" if invitation.references else "Invitation"
    if cancelled:
        heading = "Cancelled" if invitation.whole else "No longer invited"
    locale, zone = _locale(invitation.locale), ZoneInfo(invitation.timezone)
    start = invitation.start.astimezone(zone)

    def shown(pattern: str) -> str:
        return format_datetime(start, pattern, tzinfo=zone, locale=locale)

    intro, closing = _sentences(invitation, zone, locale)
    rows = _rows(invitation, start, zone, locale)
    details = "\n".join(f"{label}: {', '.join(values)}" for label, values in rows)
    subject = f"{heading}: {invitation.title}, {shown('EEE d MMM y HH:mm')} ({_abbreviation(start)})"
    html = _PAGE.substitute(
        kind="cancelled" if cancelled else heading.lower(),
        heading=heading,
        title=escape(invitation.title),
        named=_isolated(invitation.title),
        month=escape(shown("MMM")),
        day=escape(shown("d")),
        weekday=escape(shown("EEE")),
        accent="#c92a2a" if cancelled else "#3b5bdb",
        decoration="line-through" if cancelled else "none",
        intro=escape(intro),
        rows="".join(_ROW.substitute(label=label, value="<br>".join(map(_linked, values))) for label, values in rows),
        closing=escape(closing),
    )
    return Letter(
        subject=subject,
        details=details,
        text=f"{heading}: {invitation.title}\n\n{intro}\n\n{details}\n\n{closing}\n",
        html=html,
    )


def _sentences(invitation: Invitation, zone: ZoneInfo, locale: "Locale") -> tuple[str, str]:
    """What happened, and what to do about it."""
    meeting = "meeting" if invitation.to_provider else f"meeting with {invitation.provider_name}"
    if invitation.method == "CANCEL":
        happened = f"This {meeting} will not take place."
        if not invitation.whole:
            happened = f"You are no longer invited to this {meeting}."
        return happened, "Your calendar takes it out when you open this mail there."
    closing = "Answer with the buttons of your mail program, or open the attached invite.ics in your calendar."
    if invitation.previous_start:
        return f"This {meeting} has a new time. It was {_moment(invitation.previous_start, zone, locale)}.", closing
    if invitation.references:
        return f"This {meeting} has changed.", closing
    return (
        f"A {meeting} was booked with you." if invitation.to_provider else f"You are invited to a {meeting}."
    ), closing


def _rows(
    invitation: Invitation, start: datetime, zone: ZoneInfo, locale: "Locale"
) -> list[tuple[str, tuple[str, ...]]]:
    """The facts: a label and what stands under it."""
    from babel.dates import format_date

    minutes = int((invitation.end - invitation.start).total_seconds()) // 60
    rows = [
        ("Date", (format_date(start.date(), "full", locale),)),
        ("Time", (_times(start, invitation.end.astimezone(zone), zone, locale),)),
        ("Length", (_length(minutes, locale),)),
        ("Where", (invitation.location,)),
        ("Video", (invitation.video_url,)),
        ("Host", (invitation.provider_name,)),
        ("With", tuple(map(_person, invitation.others))),
    ]
    return [(label, values) for label, values in rows if any(values)]


def _person(attendee: Attendee) -> str:
    person = f"{attendee.name} <{attendee.email}>" if attendee.name else attendee.email
    return f"{person}, {attendee.phone}" if attendee.phone else person


def _moment(moment: datetime, zone: ZoneInfo, locale: "Locale") -> str:
    from babel.dates import format_date

    start = moment.astimezone(zone)
    return f"{format_date(start.date(), 'full', locale)}, {_clock(start, zone, locale)} ({_abbreviation(start)})"


def _clock(moment: datetime, zone: ZoneInfo, locale: "Locale") -> str:
    from babel.dates import format_time

    # CLDR puts a narrow no-break space before AM and PM, for which many fonts have no picture.
    return format_time(moment, "short", tzinfo=zone, locale=locale).replace("\u202f", " ")


def _times(start: datetime, end: datetime, zone: ZoneInfo, locale: "Locale") -> str:
    from babel.dates import format_date

    until = _clock(end, zone, locale)
    if end.date() != start.date():
        until = f"{format_date(end.date(), 'full', locale)}, {until}"
    abbreviation = _abbreviation(start)
    zoned = abbreviation if abbreviation == zone.key else f"{abbreviation}, {zone.key}"
    return f"{_clock(start, zone, locale)} – {until} ({zoned})"


def _length(minutes: int, locale: "Locale") -> str:
    from babel.units import format_unit

    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "hour"), (minutes, "minute")]
    return " ".join(format_unit(count, unit, "long", locale=locale) for count, unit in parts if count)


def _abbreviation(moment: datetime) -> str:
    """The zone's abbreviation (CET); where it has none, the zone database gives digits (-03), shown as UTC-03."""
    name = moment.tzname() or "UTC"
    return name if name[0].isalpha() else f"UTC{name}"


@lru_cache(maxsize=256)
def _locale(name: str) -> "Locale":
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale("en")


def _linked(value: str) -> str:
    if value.startswith(("https://", "http://")) and " " not in value:
        address = escape(value)
        return f'<a class="link" href="{address}" style="color:#3b5bdb;word-break:break-all">{address}</a>'
    return _isolated(value)


def _isolated(text: str) -> str:
    """The text, whose direction (an Arabic title) turns nothing around it."""
    return f'<span dir="auto">{escape(text)}</span>'


_ROW = Template(
    '<tr><td class="faint" width="72" valign="top" style="padding:6px 12px 6px 0;color:#6b7080">$label</td>'
    '<td class="text" valign="top" style="padding:6px 0;color:#1c1e26;word-break:break-word">$value</td></tr>\n'
)

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>$heading: $title</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #14151a !important; }
  .card { background: #1f2129 !important; border-color: #343742 !important; }
  .tile { border-color: #343742 !important; }
  .text { color: #eceef4 !important; }
  .faint { color: #9a9fb0 !important; }
  .link { color: #91a7ff !important; }
  .label.invitation, .label.updated { color: #91a7ff !important; }
  .label.cancelled { color: #ff8787 !important; }
}
@media (max-width: 480px) {
  .page { padding: 0 !important; }
  .card { border-radius: 0 !important; border-left: 0 !important; border-right: 0 !important; }
  .inner { padding: 20px 16px !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:24px 12px;background:#f3f4f8;\
font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;\
font-size:16px;line-height:1.45">
<table class="card" role="presentation" align="center" width="100%" cellpadding="0" cellspacing="0" \
style="max-width:600px;margin:0 auto;background:#ffffff;border:1px solid #e2e4ec;border-radius:12px;\
border-collapse:separate">
<tr><td class="inner" style="padding:28px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
<tr>
<td width="64" valign="top" style="padding:0 16px 0 0">
<table class="tile" role="presentation" width="64" cellpadding="0" cellspacing="0" \
style="border:1px solid #e2e4ec;border-radius:10px;border-collapse:separate;text-align:center">
<tr><td style="background:$accent;color:#ffffff;font-size:12px;font-weight:600;padding:3px 0;\
border-radius:9px 9px 0 0">$month</td></tr>
<tr><td class="text" style="color:#1c1e26;font-size:26px;font-weight:700;line-height:30px;padding:4px 0 0;\
text-decoration:$decoration">$day</td></tr>
<tr><td class="faint" style="color:#6b7080;font-size:12px;padding:0 0 5px">$weekday</td></tr>
</table>
</td>
<td valign="middle">
<div class="label $kind" style="color:$accent;font-size:13px;font-weight:600">$heading</div>
<h1 class="text" style="margin:2px 0 0;color:#1c1e26;font-size:22px;line-height:1.25;font-weight:700;\
word-break:break-word">$named</h1>
</td>
</tr>
</table>
<p class="text" style="margin:20px 0 12px;color:#1c1e26">$intro</p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="font-size:15px">
$rows</table>
<p class="faint" style="margin:20px 0 0;color:#6b7080;font-size:13px">$closing</p>
</td></tr>
</table>
</body>
</html>
""")
