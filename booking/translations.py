"""What people read, in their language: gettext catalogues in `locales`, one a language, for chats and letters alike.

Texts are written in English where they are used: as arguments of `gettext` (or `_`), `ngettext` and `pgettext`, or of
`marked` where they are translated later. A catalogue is `locales/LANGUAGE/LC_MESSAGES/convoke.po`; it is read as it is,
nothing has to be compiled. The README says how to bring the catalogues up to date, and how to add a language.
"""

from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

LOCALES = Path(__file__).with_name("locales")


def marked(text: str) -> str:
    """The text itself, which catalogues hold: it is translated where it is said."""
    return text


@cache
def languages() -> frozenset[str]:
    """The languages there are, such as "de": English, and those with a catalogue."""
    return frozenset({"en", *(path.parents[1].name for path in LOCALES.glob("*/LC_MESSAGES/convoke.po"))})


@lru_cache(maxsize=256)
def language(locale: str) -> str:
    """The language in which somebody of this locale ("pt_BR", "zh-Hans-CN") is written to; English for want of theirs."""
    wanted = locale.replace("-", "_").partition("_")[0].lower()
    return wanted if wanted in languages() else "en"


def translations(locale: str) -> NullTranslations:
    """The texts for a locale: `gettext`, `ngettext` and `pgettext`."""
    return _of_language(language(locale))


@lru_cache(maxsize=32)
def _of_language(name: str) -> NullTranslations:
    if name == "en":
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (LOCALES / name / "LC_MESSAGES" / "convoke.po").open("rb") as file:
        catalogue = read_po(file, locale=name)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
