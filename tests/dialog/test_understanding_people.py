"""Who is said to stay away, who is named without an address, whose address is put right; and what a yes or a stop leaves."""

from datetime import UTC, datetime

import pytest

from dialog.understanding import Intent, Reading, read

NOW = datetime(2026, 5, 13, 14, 0, tzinfo=UTC)


def reading(text: str, language: str = "en") -> Reading:
    return read(text, NOW, "America/New_York", language)


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "karen can't make it", ("karen",)),
        ("en", "wait no, karen cant make it, remove her", ("karen",)),
        ("en", "karen@dev.to won't come", ("karen@dev.to",)),
        ("en", "ann lee and tom cannot attend", ("tom", "ann lee")),
        ("en", "cancel tom and ann", ("tom", "ann")),
        ("en", "forget about tom", ("tom",)),
        ("en", "never mind tom, karen is enough", ("tom",)),
        ("en", "karen, tom can't make it", ("tom",)),
        ("en", "karen, ann and tom can't make it", ("tom", "ann", "karen")),
        ("en", "karen has to cancel", ("karen",)),
        ("en", "who cancelled?", ()),
        ("en", "cancel the meeting with tom", ()),
        ("en", "cancel tom's meeting", ()),
        ("en", "cancel tom's invitation", ("tom",)),
        ("en", "cancel everything", ()),
        ("de", "storniere alles", ()),
        ("es", "cancela todo", ()),
        ("fr", "annule tout", ()),
        ("pt", "cancela tudo", ()),
        ("zh", "全部取消", ()),
        ("en", "i can't make it", ()),
        ("de", "karen kann nicht kommen", ("karen",)),
        ("de", "sag tom ab", ("tom",)),
        ("es", "tom no viene", ("tom",)),
        ("es", "cancela a tom", ("tom",)),
        ("fr", "tom ne peut pas venir", ("tom",)),
        ("fr", "oublie tom", ("tom",)),
        ("pt", "o tom não vem", ("tom",)),
        ("pt", "cancela o tom", ("tom",)),
        ("zh", "tom来不了", ("tom",)),
        ("zh", "取消tom", ("tom",)),
    ],
)
def test_who_may_be_meant_to_stay_away(language: str, text: str, who: tuple[str, ...]) -> None:
    """The names around a wording of staying away; none where there is no name."""
    assert reading(text, language).absent == who


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "book friday with karen and bill@x.org", ("karen",)),
        ("en", "with bill@x.org, ann lee and tom", ("ann lee", "tom")),
        ("en", "karen and bill@x.org", ("karen",)),
        ("en", "with john (john@x.org) and sue", ("sue",)),
        ("en", "with bill@x.org and me", ()),
        ("en", "oh and bill@x.org too", ()),
        ("en", "hmm, bill@x.org", ()),
        ("de", "ach und bill@x.org", ()),
        ("es", "ah y bill@x.org", ()),
        ("fr", "ah et bill@x.org", ()),
        ("pt", "ah e bill@x.org", ()),
        ("en", "with karen", ()),
        ("en", "with zoom for bill@x.org", ()),
        ("en", "with karen karen@x.org and bill@x.org", ()),
        ("de", "mit karen und bill@x.org", ("karen",)),
        ("es", "con karen y bill@x.org", ("karen",)),
        ("fr", "avec karen et bill@x.org", ("karen",)),
        ("pt", "com karen e bill@x.org", ("karen",)),
        ("zh", "和karen、bill@x.org", ("karen",)),
    ],
)
def test_names_in_a_row_with_addresses(language: str, text: str, names: tuple[str, ...]) -> None:
    """They have no address, and that is not to be passed over."""
    assert reading(text, language).nameless == names


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("remove ann, tom", ("ann", "tom")),
        ("remove ann tom", ("ann tom",)),
        ("remove ann, tom and bill", ("ann", "tom", "bill")),
        ("remove bob, thanks", ("bob",)),
        ("add joe@x.org but not tom", ("tom",)),
        ("add joe@x.org, not on friday", ()),
        ("invite joe@x.org, but not ann or tom", ("ann", "tom")),
        ("change ann@x.org to joe@x.org", ("ann@x.org",)),
    ],
)
def test_all_who_are_to_be_taken_off(text: str, who: tuple[str, ...]) -> None:
    """In a row with commas, without any, and behind those who are added."""
    assert reading(text).removed == who


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "sorry karen's email is karen@dev.com"),
        ("en", "no, tom's address is tom@y.example"),
        ("en", "I meant karen@dev.com"),
        ("en", "typo: its karen@dev.com"),
        ("en", "change karen's email to karen@dev.com"),
        ("en", "fix tom's email: tom@y.example"),
        ("en", "the email of karen should be karen@dev.com"),
        ("en", "wrong email for karen, its karen@dev.com"),
        ("en", "oops karen@dev.com"),
        ("en", "actually karen@dev.com"),
        ("de", "die Adresse von karen ist karen@dev.com"),
        ("de", "ich meinte karen@dev.com"),
        ("es", "perdón, el correo de karen es karen@dev.com"),
        ("es", "quise decir karen@dev.com"),
        ("fr", "l'adresse de karen est karen@dev.com"),
        ("fr", "je voulais dire karen@dev.com"),
        ("pt", "o email da karen é karen@dev.com"),
        ("pt", "quis dizer karen@dev.com"),
        ("zh", "karen的邮箱应该是karen@dev.com"),
    ],
)
def test_an_address_is_put_right(language: str, text: str) -> None:
    """By what is said around it."""
    assert reading(text, language).intent is Intent.CORRECT


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("book friday 3pm with karen, her email is karen@dev.to", Intent.BOOK),
        ("sorry, also add bill@x.org", Intent.ADD),
        ("only bill@x.org", Intent.CHANGE),
        ("no, bill@x.org instead of ann@x.org", Intent.ADD),
    ],
)
def test_other_wishes_with_an_address_stay_what_they_are(text: str, intent: Intent) -> None:
    """Nobody's address is wrong there."""
    assert reading(text).intent is intent


@pytest.mark.parametrize("text", ["yes no", "sure, no", "yes no wait", "yes yes no"])
def test_a_yes_that_is_taken_back_is_reserved(text: str) -> None:
    """Nothing may be booked on it."""
    assert reading(text).reserved


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "yes, no problem"), ("en", "ok no worries"), ("es", "sí, cómo no"), ("es", "vale, no hay problema")],
)
def test_a_no_that_agrees_takes_nothing_back(language: str, text: str) -> None:
    """It belongs to the yes."""
    found = reading(text, language)
    assert (found.intent, found.reserved) == (Intent.YES, False)


@pytest.mark.parametrize(
    ("text", "reserved"),
    [
        ("never mind, 10am is fine", True),
        ("nevermind the time, make it 11", True),
        ("forget about friday", True),
        ("never mind", False),
        ("stop, friday is bad", False),
        ("forget it, i'll do it tomorrow", False),
    ],
)
def test_a_stop_with_something_else_to_it(text: str, reserved: bool) -> None:
    """It stops nothing where a day or a time is said; the bare word does."""
    found = reading(text)
    assert (found.intent, found.reserved) == (Intent.STOP, reserved)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "summary"),
        ("en", "repeat that please"),
        ("en", "read that back"),
        ("en", "what time was it again?"),
        ("en", "what's booked so far?"),
        ("en", "what have you got so far?"),
        ("de", "fass bitte zusammen"),
        ("es", "resumen"),
        ("fr", "résumé"),
        ("pt", "resumo"),
        ("zh", "总结一下"),
    ],
)
def test_what_is_known_is_to_be_said_again(language: str, text: str) -> None:
    """In every language."""
    assert reading(text, language).intent is Intent.REPEAT


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "who is invited?"),
        ("en", "who's coming?"),
        ("en", "who am i inviting?"),
        ("de", "wer ist eingeladen?"),
        ("es", "¿quién está invitado?"),
        ("fr", "qui est invité ?"),
        ("pt", "quem está convidado?"),
        ("zh", "邀请了谁？"),
    ],
)
def test_who_is_invited_is_asked(language: str, text: str) -> None:
    """And not who has answered."""
    found = reading(text, language)
    assert (found.intent, found.subject) == (Intent.COMING, "invited")


def test_who_has_answered_is_another_question() -> None:
    """That is about what is booked."""
    assert reading("who has accepted?").subject is None


@pytest.mark.parametrize(
    "text",
    ["am I booked on monday?", "am i free on monday?", "do i have anything on monday?", "when is my friday meeting?"],
)
def test_whether_one_is_booked(text: str) -> None:
    """A question, and no booking."""
    assert reading(text).intent is Intent.BOOKED


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "yes but not bob", "bob"),
        ("en", "yes but at 4 and not with bob", "bob"),
        ("en", "remove april", "april"),
        ("de", "ja, aber ohne Jan und um 10", "jan"),
        ("fr", "oui mais pas zoe", "zoe"),
        ("es", "sí pero no leo", "leo"),
    ],
)
def test_who_is_left_out_beside_a_yes(language: str, text: str, who: str) -> None:
    """Though the name is that of a month as well."""
    assert read(text, NOW, "UTC", language).removed == (who,)
