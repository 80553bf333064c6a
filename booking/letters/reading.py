"""How one reader reads: their language, their zone, and days and times as they write them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from gettext import NullTranslations
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from booking.translations import language, translations
from booking.zone_names import is_offset, zone_name

if TYPE_CHECKING:
    from babel import Locale


@dataclass(frozen=True, slots=True)
class Reading:
    """A reader's `language`, one that has a catalogue, with its `texts`; the `locale` that days and times are written for;
    and a `zone`."""

    language: str
    texts: NullTranslations
    locale: "Locale"
    zone: ZoneInfo

    def day(self, moment: datetime) -> str:
        """The whole date: Wednesday, March 10, 2027."""
        from babel.dates import format_date

        return format_date(self.local(moment).date(), "full", self.locale)

    def clock(self, moment: datetime) -> str:
        """The time of day: 3:00 PM."""
        from babel.dates import format_time

        # CLDR puts a narrow no-break space before AM and PM, for which many fonts have no picture.
        return format_time(self.local(moment), "short", self.zone, self.locale).replace("\u202f", " ")

    def moment(self, moment: datetime) -> str:
        """The date with the time of day: Wednesday, March 10, 2027, 3:00 PM (CET)."""
        return f"{self.day(moment)}, {self.clock(moment)} ({self.abbreviation(moment)})"

    def briefly(self, moment: datetime) -> str:
        """The same for a line of subjects: Wed 10 Mar 2027 15:00 (CET)."""
        from babel.dates import format_datetime, format_skeleton

        local = self.local(moment)
        if self.language == "en":  # which of two numbers is the month depends on the shore of the Atlantic
            day = format_datetime(local, "EEE d MMM y", self.zone, self.locale)
        else:
            day = format_skeleton("yMMMEd", local, self.zone, locale=self.locale)
        return f"{day} {local:%H:%M} ({self.abbreviation(moment)})"

    def part(self, moment: datetime, pattern: str) -> str:
        """A part of the date, such as "MMM" for its month."""
        from babel.dates import format_datetime

        return format_datetime(self.local(moment), pattern, self.zone, self.locale)

    def times(self, start: datetime, end: datetime) -> str:
        """From when to when: 3:00 PM – 4:00 PM (CET, Europe/Berlin)."""
        until = self.clock(end)
        if self.local(end).date() != self.local(start).date():
            until = f"{self.day(end)}, {until}"
        abbreviation, name = self.abbreviation(start), zone_name(self.zone.key)
        zoned = name if abbreviation == name else f"{abbreviation}, {name}"
        return f"{self.clock(start)} – {until} ({zoned})"

    def length(self, duration: timedelta) -> str:
        """Hours and minutes: 1 hour 30 minutes."""
        ngettext = self.texts.ngettext
        hours, minutes = divmod(int(duration.total_seconds()) // 60, 60)
        parts = [ngettext("{count} hour", "{count} hours", hours).format(count=hours)] if hours else []
        parts += [ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)] if minutes else []
        return " ".join(parts)

    def soon(self, duration: timedelta) -> str:
        """How long it is until then: in 1 day."""
        from babel.dates import format_timedelta

        return format_timedelta(duration, "minute", add_direction=True, locale=self.locale)

    def abbreviation(self, moment: datetime) -> str:
        """The zone's abbreviation (CET); where it has none, the zone database gives digits (-03), shown as UTC-03."""
        if is_offset(self.zone.key):
            return zone_name(self.zone.key)
        name = self.local(moment).tzname() or "UTC"
        return name if name[0].isalpha() else f"UTC{name}"

    def local(self, moment: datetime) -> datetime:
        """The instant on the reader's clock."""
        return moment.astimezone(self.zone)


def reading(locale: str, timezone: str) -> Reading:
    """How somebody of this locale reads; English where there are no texts in their language."""
    spoken = language(locale)
    return Reading(spoken, translations(spoken), _locale(locale, spoken), ZoneInfo(timezone))


@lru_cache(maxsize=256)
def _locale(name: str, spoken: str) -> "Locale":
    from babel import Locale, UnknownLocaleError

    try:
        found = Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale(spoken)
    return found if found.language == spoken else Locale(spoken)
