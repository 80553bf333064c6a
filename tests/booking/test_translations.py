"""The catalogues hold every sentence, with the same gaps in it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from booking.translations import LOCALES, language, languages, translations

ROOT = LOCALES.parent.parent
LANGUAGES = ("de", "es", "fr", "pt", "zh")


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """All that the sources say, as `pybabel extract` finds it."""
    path = tmp_path_factory.mktemp("sentences") / "convoke.pot"
    extract = ["-m", "babel.messages.frontend", "-q", "extract", "-F", "pyproject.toml", "-k", "marked"]
    subprocess.run([sys.executable, *extract, "-o", str(path), "."], cwd=ROOT, check=True)
    with path.open("rb") as file:
        return read_po(file)


def catalogue(name: str) -> Catalog:
    path = LOCALES / name / "LC_MESSAGES" / "convoke.po"
    with Path(path).open("rb") as file:
        return read_po(file, locale=name)


def gaps(text: str) -> set[str]:
    return set(re.findall(r"\{\w*\}|%\(\w+\)s|%s", text))


def forms(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def said(found: Catalog) -> Iterator[Message]:
    return (message for message in found if message.id)


def test_six_languages() -> None:
    """English is in the sources."""
    assert languages() == {"en", *LANGUAGES}


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_sentence_is_translated(name: str, sentences: Catalog) -> None:
    """With the gaps of the original in each of its forms, as many as the language has; on failure, what is missing."""
    found = catalogue(name)
    assert len(list(said(sentences))) > 100

    missing = []
    for message in said(sentences):
        known = found.get(message.id, message.context)
        wanted = set.union(*map(gaps, forms(message.id)))
        told = forms(known.string) if known else ()
        enough = found.num_plurals if message.pluralizable else 1
        if len(told) != enough or not all(told) or any(gaps(form) != wanted for form in told):
            missing.append(message.id)

    assert missing == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_catalogue_holds_nothing_else(name: str, sentences: Catalog) -> None:
    """What the sources no longer say is not kept, and no guess stands for a translation."""
    found = catalogue(name)

    assert [message.id for message in said(found) if sentences.get(message.id, message.context) is None] == []
    assert [message.id for message in said(found) if message.fuzzy] == []
    assert not found.obsolete


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("pt_BR", "pt"), ("zh-Hans-CN", "zh"), ("DE", "de"), ("it", "en"), ("", "en"), ("../../etc", "en")],
)
def test_the_language_of_a_locale(locale: str, expected: str) -> None:
    """By its first part; without a catalogue it is English."""
    assert language(locale) == expected


def test_texts_of_a_locale() -> None:
    """Read from the catalogue as it is; in plural forms, too."""
    german = translations("de_AT")

    assert german.gettext("Invitation") == "Einladung"
    assert german.ngettext("{count} hour", "{count} hours", 3) == "{count} Stunden"
    assert translations("it").gettext("Invitation") == "Invitation"
