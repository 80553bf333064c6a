"""What a meeting is called, in every language: said in Berlin on Monday, 11 May 2026, at 10:00."""

from datetime import UTC, datetime

import pytest

from dialog.understanding import Intent, read

NOW = datetime(2026, 5, 11, 8, 0, tzinfo=UTC)

TITLES = [
    ("en", "rename it to Roadmap", "Roadmap"),
    ("en", "name it Roadmap", "Roadmap"),
    ("en", "call it Roadmap sync", "Roadmap sync"),
    ("en", "call it: Roadmap", "Roadmap"),
    ("en", "the title is Roadmap", "Roadmap"),
    ("en", "change the title to Roadmap", "Roadmap"),
    ("en", "drop tom, thursday 2pm, call it Sync", "Sync"),
    ("en", 'book tomorrow 3pm called "Kickoff <b>now</b>"', "Kickoff <b>now</b>"),
    ("en", "book a meeting called Kickoff tomorrow", "Kickoff"),
    ("en", "book about Tom & <b>x</b> plan", "Tom & <b>x</b> plan"),
    ("en", "book about hiring with <tom@x.example> and a@x.example", "hiring"),
    ("en", "book monday 3pm about 10am standup", "10am standup"),
    ("en", "book monday about 10am standup", "standup"),
    ("en", "book about lunch with friends at 5pm", "lunch with friends"),
    ("en", "book monday at 3pm with a@x.example about lunch with friends", "lunch with friends"),
    ("en", "book monday at 3pm about friday's launch", "friday's launch"),
    ("de", "Termin am Montag um 15 Uhr zum Thema Mittagessen mit Freunden", "Mittagessen mit Freunden"),
    ("de", "nenne es Projekt Alpha", "Projekt Alpha"),
    ("de", "ändere den Titel in Projekt Alpha", "Projekt Alpha"),
    ("es", "llámalo Plan Alfa", "Plan Alfa"),
    ("es", "cambia el título a Plan Alfa", "Plan Alfa"),
    ("fr", "renomme-le en Plan Alpha", "Plan Alpha"),
    ("fr", "change le titre en Plan Alpha", "Plan Alpha"),
    ("pt", "mude o título para Plano Alfa", "Plano Alfa"),
    ("pt", "renomeie para Plano Alfa", "Plano Alfa"),
    ("zh", "标题改成项目启动", "项目启动"),
    ("zh", "改名为项目启动", "项目启动"),
]

NONE = ("call it off", "book monday about 10am please", "book monday about 3pm suits me", "book tuesday about lunch")


@pytest.mark.parametrize(("locale", "text", "title"), TITLES)
def test_a_title_may_be_given_in_many_words(locale: str, text: str, title: str) -> None:
    assert read(text, NOW, "Europe/Berlin", locale).title == title


@pytest.mark.parametrize("text", NONE)
def test_what_is_said_of_a_time_is_no_title(text: str) -> None:
    assert read(text, NOW, "Europe/Berlin", "en_US").title is None


def test_a_title_books_nothing() -> None:
    assert read("call it Weekly planning", NOW, "Europe/Berlin", "en_US").intent is Intent.NONE
