"""Which language and country's habits somebody is answered in."""

from functools import lru_cache

from booking.translations import language

FALLBACK = "en_US"
_COUNTRIES = {"en": "US", "zh": "CN", "es": "ES", "fr": "FR", "de": "DE", "pt": "BR"}
"""The country whose way to write dates and times is taken where only a language is known."""


def chosen(*wishes: str | None) -> str:
    """The CLDR name ("de_AT") of the first of these locales whose language we speak; American English for want of one."""
    return next((found for wish in wishes if wish and (found := _spoken(wish))), FALLBACK)


def same_language(locale: str, other: str) -> bool:
    """Whether two locales are of one language."""
    return locale[:2] == other[:2]


@lru_cache(maxsize=256)
def _spoken(name: str) -> str | None:
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(name.replace("-", "_"))
    except (ValueError, TypeError, UnknownLocaleError):
        return None
    if language(locale.language) != locale.language:
        return None
    country = locale.territory or _COUNTRIES.get(locale.language)
    try:
        return str(Locale(locale.language, country, locale.script))
    except UnknownLocaleError:
        return str(locale)
