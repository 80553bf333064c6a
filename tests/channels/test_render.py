"""Fitting replies to what networks can show."""

from hypothesis import given
from hypothesis import strategies as st

from channels.render import fit, numbered, width
from dialog.messages import Capabilities, Choice, Outgoing

SMALL = Capabilities(text_length=40, max_choices=3, title_length=20)
PLAIN = Capabilities(text_length=200, max_choices=0, title_length=20)


def choices(*titles: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"k{number}", title) for number, title in enumerate(titles))


def titles(reply: Outgoing) -> list[str]:
    return [choice.title for choice in reply.choices]


def test_what_fits_stays_as_it_is() -> None:
    reply = Outgoing("Which day?", choices("Monday", "Tuesday"))

    assert fit(reply, SMALL) == [reply]


def test_a_long_title_ends_after_a_word_with_an_ellipsis() -> None:
    (reply,) = fit(Outgoing("Which?", choices("A long meeting with everybody")), SMALL)

    assert titles(reply) == ["A long meeting with…"]


def test_a_long_word_is_cut_where_it_must_be() -> None:
    (reply,) = fit(Outgoing("Which?", choices("Donaudampfschifffahrtsgesellschaft")), SMALL)

    assert titles(reply) == ["Donaudampfschifffah…"]


def test_titles_with_one_beginning_keep_their_ends() -> None:
    (reply,) = fit(Outgoing("When?", choices("Tuesday 1 December at 15:30", "Tuesday 1 December at 16:00")), SMALL)

    assert titles(reply) == ["Tuesday 1…at 15:30", "Tuesday 1…at 16:00"]


def test_titles_with_one_beginning_and_one_end_are_numbered() -> None:
    long = "The same beginning of it all {} and the same end of it all"
    (reply,) = fit(Outgoing("Which?", choices(long.format("one"), long.format("two"), "Other")), SMALL)

    assert titles(reply) == ["1. The same beginni…", "2. The same beginni…", "3. Other"]


def test_choices_become_a_numbered_list_where_there_are_no_buttons() -> None:
    assert fit(Outgoing("Which day?", choices("Monday", "Tuesday\n7 May")), PLAIN) == [
        Outgoing("Which day?\n\n1. Monday\n2. Tuesday 7 May")
    ]


def test_more_choices_than_fit_become_a_numbered_list() -> None:
    assert fit(Outgoing("Which?", choices("a", "b", "c", "d")), SMALL) == [Outgoing("Which?\n\n1. a\n2. b\n3. c\n4. d")]


def test_a_reply_without_choices_gets_no_list() -> None:
    assert numbered(Outgoing("Done.")) == Outgoing("Done.")


def test_a_long_text_is_parted_between_paragraphs_first() -> None:
    text = "The first paragraph.\n\nThe second line,\nand a third."

    assert [reply.text for reply in fit(Outgoing(text), SMALL)] == [
        "The first paragraph.",
        "The second line,\nand a third.",
    ]


def test_a_long_text_is_parted_between_lines_then_words() -> None:
    text = "One line of some length\nanother line of some length and yet more words to come"

    assert [reply.text for reply in fit(Outgoing(text), SMALL)] == [
        "One line of some length",
        "another line of some length and yet more",
        "words to come",
    ]


def test_choices_stand_under_the_last_piece() -> None:
    *others, last = fit(Outgoing("word " * 30, choices("Yes", "No")), SMALL)

    assert others
    assert not any(reply.choices for reply in others)
    assert titles(last) == ["Yes", "No"]


def test_an_emoji_counts_twice_and_is_never_parted_from_its_skin() -> None:
    pieces = fit(Outgoing("a" + "👍🏽" * 25), SMALL)

    assert [width(piece.text) for piece in pieces] == [37, 40, 24]
    assert {piece.text.replace("👍🏽", "") for piece in pieces} == {"a", ""}


TEXTS = st.text(st.sampled_from("ab é\n.👍🏽\u200d👩中e\u0301"), max_size=300)


@given(text=TEXTS, length=st.integers(10, 50))
def test_pieces_fit_and_lose_nothing_but_white_space(text: str, length: int) -> None:
    pieces = fit(Outgoing(text), Capabilities(length, 3, 20))

    assert all(width(piece.text) <= length for piece in pieces)
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(text.split())


@given(
    st.lists(st.text(st.sampled_from("abc d👍🏽é"), min_size=1, max_size=40), min_size=1, max_size=13, unique=True),
    st.integers(10, 24),
)
def test_titles_fit_and_stay_distinct(wanted: list[str], length: int) -> None:
    (reply,) = fit(Outgoing("Which?", choices(*wanted)), Capabilities(2000, 13, length))

    assert all(width(title) <= length for title in titles(reply))
    assert len(set(titles(reply))) == len(wanted)
    assert [choice.id for choice in reply.choices] == [choice.id for choice in choices(*wanted)]
