"""The pages behind the links in mails, over the whole application."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html import unescape

import icalendar
import pytest
import structlog
import vobject
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from booking import outbox, proposals
from booking.invitations import compose
from booking.storage import writing
from channels import logs
from channels.app import create_app
from channels.bootstrap import Services
from tests.fixtures.links import Party, book

ANA, BO = "ana@guests.example", "bo@guests.example"
PAGES = ("", "/invite.ics", "/unsubscribe")


@pytest.fixture
def logged(web_services: Services) -> Iterator[Callable[[], str]]:
    """Logging into memory: called, gives what was logged."""
    buffer = io.BytesIO()
    handlers, level = logging.root.handlers, logging.root.level
    logs.configure("info", io.TextIOWrapper(buffer, "utf-8", write_through=True))
    object.__setattr__(web_services, "log", structlog.get_logger().bind())
    yield lambda: buffer.getvalue().decode()
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
    logging.root.handlers, logging.root.level = handlers, level


def token(page: TestResponse) -> str:
    """What the page's forms carry."""
    found = re.search(r'name="token" value="([^"]+)"', page.text)
    assert found
    return unescape(found[1])


def send(client: FlaskClient, path: str, deed: str = "answer", **values: str) -> TestResponse:
    """Open the page and send one of its forms."""
    return client.post(path, data={"token": token(client.get(path)), "do": deed, **values})


def seen(page: TestResponse) -> str:
    """The text of a page."""
    body = page.text[page.text.index("<main") :]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", body)))


def test_looking_changes_nothing(web_client: FlaskClient, party: Party) -> None:
    """GET and HEAD of every link, however it is asked for, leave the database as it was."""
    before = party.everything()
    words = [party.word(ANA), party.word(BO), party.word()]
    for word in words:
        for page in PAGES:
            for query in ("", "?answer=yes", "?answer=no", "?done=leave", "?done=cancel", "?do=answer&answer=no"):
                for method in ("GET", "HEAD", "OPTIONS"):
                    answer = web_client.open(f"/rsvp/{word}{page}{query}", method=method)
                    assert answer.status_code == 200
                    assert method != "HEAD" or not answer.data
                    assert "Set-Cookie" not in answer.headers

    assert party.everything() == before


def test_opening_what_stands_in_mails_changes_nothing(web_client: FlaskClient, party: Party) -> None:
    """Every link of ours in every mail, in its text, its HTML and its headers."""
    base = party.services.settings.base_url
    with party.services.engine.connect() as connection:
        payloads = connection.scalars(text("SELECT payload FROM outbox WHERE kind = 'mail'")).all()
    found = set()
    for payload in payloads:
        mail = compose(outbox.decode(payload), "bookings@convoke.example")
        written = [str(value) for value in mail.values()]
        written += [
            part.get_payload(decode=True).decode() for part in mail.walk() if part.get_content_maintype() == "text"
        ]
        for each in written:
            found |= {unescape(link) for link in re.findall(re.escape(base) + r"[^\s<>\"']*", each)}
    assert len(found) >= 3 * 2
    before = party.everything()
    for link in found:
        for method in ("GET", "HEAD"):
            assert web_client.open(link.removeprefix(base), method=method).status_code == 200

    assert party.everything() == before


def test_a_guest_sees_the_meeting(web_client: FlaskClient, party: Party) -> None:
    """Title, when in their zone, where, who invites, their own answer; nobody else."""
    party.services.booking.remember("web", "", "a", email=ANA, timezone="America/New_York")
    page = seen(web_client.get(party.link(ANA)))

    for fact in (
        "Kick-off",
        "Tuesday, May 12, 2026",
        "8:00 AM – 9:00 AM (America/New_York, EDT)",
        "Room 4",
        "Hana Host",
    ):
        assert fact in page
    assert "https://video.example/42" in page
    assert "You have not answered yet." in page
    assert "guests.example" not in page
    assert "2:00 PM – 3:00 PM (Europe/Berlin, CEST)" in seen(web_client.get(party.link(BO)))


@pytest.mark.parametrize(
    ("answer", "status", "sentence"),
    [
        ("yes", "ACCEPTED", "You are coming."),
        ("maybe", "TENTATIVE", "You may be coming."),
        ("no", "DECLINED", "You are not coming."),
    ],
)
def test_an_answer(web_client: FlaskClient, party: Party, answer: str, status: str, sentence: str) -> None:
    """A link chooses it, the form sends it; the page then says so, and what it does not do."""
    asked = web_client.get(f"{party.link(ANA)}?answer={answer}")
    assert re.findall(r'value="(\w+)" required checked', asked.text) == [answer]
    sent = send(web_client, party.link(ANA), answer=answer)

    assert (sent.status_code, sent.headers["Location"]) == (303, f"{party.link(ANA)}?done=answer")
    assert party.answers == {ANA: status, BO: "NEEDS-ACTION"}
    page = web_client.get(sent.headers["Location"])
    assert f"Your answer is kept: {sentence} Your own calendar does not learn of this answer by itself" in seen(page)
    assert re.findall(r'value="(\w+)" required checked', page.text) == [answer]
    (event,) = [each for each in party.services.booking.history(party.made.id) if each.action == "answered"]
    assert (event.actor, event.channel, event.attendee, event.detail) == (ANA, "link", ANA, status)


def test_leaving(web_client: FlaskClient, party: Party) -> None:
    """It takes only their seat; the page says so, the link is of no use any more."""
    path = party.link(ANA)
    sent = send(web_client, path, "leave")

    assert list(party.answers) == [BO]
    assert "You have left the meeting." in seen(web_client.get(sent.headers["Location"]))
    gone = web_client.get(path)
    assert gone.status_code == 410
    assert "You are not invited to this meeting any more." in seen(gone)
    assert "Kick-off" not in gone.text
    assert web_client.post(path, data={"do": "answer", "answer": "yes"}).status_code == 410
    assert web_client.get(f"{path}/invite.ics").status_code == 410


def test_wishes(web_client: FlaskClient, party: Party) -> None:
    """No reminders, no invitations, and both again; the seat stays."""
    booking, path = party.services.booking, party.link(ANA)
    for deed, wishes, sentence in (
        ("reminders-off", {"reminders"}, "You will get no more reminders."),
        ("invitations-off", {"reminders", "invitations"}, "You will not be invited any more."),
        ("reminders-on", {"invitations"}, "You will be reminded again."),
        ("invitations-on", set(), "You may be invited again."),
    ):
        page = web_client.get(send(web_client, path, deed).headers["Location"])
        assert sentence in seen(page)
        assert booking.by_link(party.word(ANA)).unwanted == wishes
    assert list(party.answers) == [ANA, BO]


def test_the_host_s_page(web_client: FlaskClient, party: Party) -> None:
    """It lists who comes, with address and answer, and can cancel the whole; the guests' links then show that."""
    send(web_client, party.link(BO), answer="maybe")
    page = seen(web_client.get(party.link()))
    for fact in ("Ana ana@guests.example no answer yet", "bo@guests.example maybe", "You have not answered yet."):
        assert fact in page
    send(web_client, party.link(), answer="no")
    told = seen(web_client.get(f"{party.link()}?done=answer"))
    assert "You are not coming. The meeting takes place all the same. If it should not, cancel it below." in told
    assert party.now.status == "confirmed"
    sent = send(web_client, party.link(), "cancel")

    assert party.now.status == "cancelled"
    assert "The meeting is cancelled" in seen(web_client.get(sent.headers["Location"]))
    for path in (party.link(), party.link(ANA)):
        page = web_client.get(path)
        assert page.status_code == 200
        assert "Cancelled Kick-off" in seen(page)
        assert "Will you come?" not in page.text
        assert "Your answer" not in page.text
        assert web_client.get(f"{path}/invite.ics").status_code == 410


def propose(party: Party, hour: int, email: str = BO) -> str:
    """Have another time proposed, as by mail; its id."""
    start = datetime(2026, 5, 13, hour, 0, tzinfo=UTC)
    end, words = start + timedelta(hours=1), "<i>Later</i>?"
    with writing(party.services.engine) as connection:
        proposals.write(connection, party.made.id, email, 0, start, end, words, party.made.updated_at)
    return party.services.booking.proposals(party.made.id)[-1].id


def test_proposals_of_another_time(web_client: FlaskClient, party: Party) -> None:
    """The host sees who proposed what, and takes it or keeps the time; nobody else can."""
    first = propose(party, 7)
    page = web_client.get(party.link())
    assert "Another time was proposed Wednesday, May 13, 2026, 9:00 AM – 10:00 AM (Europe/Berlin, CEST)" in seen(page)
    assert "&lt;i&gt;Later&lt;/i&gt;?" in page.text
    assert "Another time" not in web_client.get(party.link(ANA)).text
    assert send(web_client, party.link(BO), "accept", proposal=first).status_code == 400
    assert "The meeting keeps its time" in seen(
        web_client.get(send(web_client, party.link(), "decline", proposal=first).headers["Location"])
    )
    for gone in (first, "", "x"):
        assert send(web_client, party.link(), "accept", proposal=gone).status_code == 400
    assert party.now.start == party.made.start
    sent = send(web_client, party.link(), "accept", proposal=propose(party, 8))

    assert "The meeting has the time that was proposed" in seen(web_client.get(sent.headers["Location"]))
    assert party.now.start == datetime(2026, 5, 13, 8, 0, tzinfo=UTC)
    assert "Another time" not in web_client.get(party.link()).text


def test_a_proposal_that_cannot_be_had(web_client: FlaskClient, party: Party) -> None:
    """Says why, and stays open."""
    refused = send(web_client, party.link(), "accept", proposal=propose(party, 2))

    assert refused.status_code == 409
    assert "The host has no meeting of this length beginning at that time." in seen(refused)
    assert len(party.services.booking.proposals(party.made.id)) == 1
    assert party.now == party.made


@pytest.mark.parametrize("deed", ["cancel", "accept", "decline", "", "rsvp", "answer"])
def test_what_a_guest_may_not(web_client: FlaskClient, party: Party, deed: str) -> None:
    """What is the host's, or nothing that can be done, is refused with a sentence and changes nothing."""
    path = party.link(ANA)
    data = {"token": token(web_client.get(path)), "do": deed, "answer": "perhaps", "proposal": "1"}
    before = party.everything()
    refused = web_client.post(path, data=data)

    assert refused.status_code == 400
    assert "Please choose an answer." in seen(refused)
    assert party.everything() == before


def test_what_the_host_may_not(web_client: FlaskClient, party: Party) -> None:
    """Their link is no seat: it cannot be left, nor be freed of invitations."""
    for deed in ("leave", "invitations-off"):
        assert send(web_client, party.link(), deed).status_code == 400


def test_only_the_page_s_own_form(web_client: FlaskClient, party: Party) -> None:
    """Without the page's token, or with another page's, nothing is done, and the page is there to send it again."""
    before = party.everything()
    others = token(web_client.get(party.link(BO)))
    for forged in ("", "x", others, others[:-1], token(web_client.get(party.link(ANA)))[:-2], "\0", "ü"):
        refused = web_client.post(party.link(ANA), data={"token": forged, "do": "answer", "answer": "yes"})
        assert refused.status_code == 403
        assert "Please send it from here." in seen(refused)
        assert 'value="yes" required checked' in refused.text

    assert party.everything() == before
    assert web_client.post(party.link(ANA)).status_code == 403


def test_a_page_that_was_open_when_the_meeting_moved(web_client: FlaskClient, party: Party) -> None:
    """Its answer was to another time: it is not taken, the new time is shown."""
    old = token(web_client.get(party.link(ANA)))
    party.services.booking.leave(party.made.id, BO)
    assert token(web_client.get(party.link(ANA))) == old
    party.services.booking.reschedule(party.made.id, datetime(2026, 5, 13, 12, 0, tzinfo=UTC))
    refused = web_client.post(party.link(ANA), data={"token": old, "do": "answer", "answer": "yes"})

    assert refused.status_code == 409
    assert "The meeting has changed meanwhile." in seen(refused)
    assert "Wednesday, May 13, 2026" in seen(refused)
    assert party.answers == {ANA: "NEEDS-ACTION"}


def test_meetings_that_began_or_are_over(
    web_services: Services, web_client: FlaskClient, monkeypatch: pytest.MonkeyPatch, party: Party
) -> None:
    """They can be looked at, not answered; some days later not even looked at."""
    sent = token(web_client.get(party.link(ANA)))
    states = [
        (party.made.start, 200, "Under way"),
        (party.made.end, 200, "Over"),
        (party.made.end + timedelta(days=15), 410, "long ago"),
    ]
    for moment, status, sentence in states:
        monkeypatch.setattr(web_services.booking, "clock", lambda moment=moment: moment)
        object.__setattr__(web_services, "clock", web_services.booking.clock)
        page = web_client.get(party.link(ANA))
        assert page.status_code == status
        assert sentence in seen(page)
        assert "Will you come?" not in page.text
        refused = web_client.post(party.link(ANA), data={"token": sent, "do": "answer", "answer": "yes"})
        assert refused.status_code == (409 if status == 200 else 410)
    assert party.answers == {ANA: "NEEDS-ACTION", BO: "NEEDS-ACTION"}


@pytest.mark.parametrize("word", ["a" * 26, "x", "A" * 26, "a" * 500, "%00", "%ff", "..%2f..", "%F0%9F%98%80", "<b>"])
def test_words_that_lead_nowhere(web_client: FlaskClient, word: str) -> None:
    """Get a page with one clear sentence, in the browser's language where we speak it."""
    for page in PAGES:
        answer = web_client.get(f"/rsvp/{word}{page}")
        assert answer.status_code == 404
        if answer.mimetype == "text/html":
            assert "There is no such link. Is it complete?" in seen(answer)
            assert "<b>" not in answer.text


def test_pages_are_in_the_reader_s_language(web_client: FlaskClient, party: Party) -> None:
    """As they are known, else as whoever booked; where nobody is known, as their browser says."""
    party.services.booking.remember("web", "", "a", email=ANA, locale="de_AT")
    page = web_client.get(f"{party.link(ANA)}?done=reminders-off", headers={"Accept-Language": "fr"})
    assert '<html lang="de">' in page.text
    assert "Kommen Sie?" in seen(page)
    assert "Dienstag, 12. Mai 2026" in seen(page)
    assert "Sie erhalten keine Erinnerungen mehr." in seen(page)
    assert '<html lang="de">' in web_client.get(f"{party.link(ANA)}/unsubscribe").text
    assert "Will you come?" in seen(web_client.get(party.link(BO), headers={"Accept-Language": "fr"}))
    for asked, language in (
        ("fr-CA, en;q=0.5", "fr"),
        ("xx, *;q=0.1", "en"),
        ("zh-CN", "zh"),
        (";;,=", "en"),
        ("", "en"),
    ):
        nowhere = web_client.get("/rsvp/x", headers={"Accept-Language": asked})
        assert f'<html lang="{language}">' in nowhere.text
        assert ("There is no such link." in nowhere.text) == (language == "en")


def test_guessing_is_slowed_down(web_client: FlaskClient, party: Party) -> None:
    """Thirty wrong words a minute from one address; others, and links that were good, are not counted."""
    good, gone = party.link(ANA), party.link(BO)
    party.services.booking.leave(party.made.id, BO)
    for number in range(30):
        assert web_client.get(gone).status_code == 410
        assert web_client.get(f"/rsvp/{number:026}").status_code == 404
    for path in ("/rsvp/" + "b" * 26, good, f"{good}/unsubscribe"):
        slowed = web_client.get(path)
        assert slowed.status_code == 429
        assert 1 <= int(slowed.headers["Retry-After"]) <= 60
        assert "Please wait a minute." in seen(slowed)
    elsewhere = {"REMOTE_ADDR": "198.51.100.7"}

    assert web_client.get(good, environ_overrides=elsewhere).status_code == 200


def test_without_redis_links_work(web_services: Services, party: Party) -> None:
    """Nothing but the limit needs it."""
    web_services.redis.connection_pool.disconnect()
    web_services.redis.connection_pool.connection_kwargs |= {"path": "/nowhere", "port": 1}
    client = create_app(web_services).test_client()

    assert client.get(party.link(ANA)).status_code == 200
    assert client.get("/rsvp/" + "a" * 26).status_code == 404


def test_without_a_database_there_is_a_page(web_services: Services, party: Party) -> None:
    """It says to try again."""
    path = party.link(ANA)
    with web_services.engine.begin() as connection:
        connection.execute(text("ALTER TABLE attendees RENAME TO elsewhere"))
    answer = create_app(web_services).test_client().get(path)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Please try again in a moment." in seen(answer)


def test_the_headers(web_client: FlaskClient, party: Party) -> None:
    """Kept nowhere, found by no search engine, told to nobody, and nothing comes from elsewhere; on refusals too."""
    for path in (
        party.link(ANA),
        party.link(),
        f"{party.link(ANA)}/invite.ics",
        f"{party.link(ANA)}/unsubscribe",
        "/rsvp/x",
    ):
        headers = web_client.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "form-action 'self'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
    page = web_client.get(party.link(ANA)).text
    assert not re.search(r"style=|<style|<script|\bon\w+=", page)
    assert party.word(ANA) not in re.sub(rf"/rsvp/{party.word(ANA)}\b", "", page)


HOSTILE = '"><script>alert(1)</script>\r\nEND:VEVENT {{7*7}} \u202eevil\u2028'


def test_what_people_typed_stays_text(web_services: Services, web_client: FlaskClient) -> None:
    """In the page of a guest, in the host's, in the file, and in the links to other calendars."""
    web_services.booking.edit_provider(web_services.booking.provider(None).id, name=HOSTILE)
    party = book(web_services, title=HOSTILE, location=HOSTILE, video_url='https://video.example/"><b>')
    with web_services.engine.begin() as connection:
        connection.execute(text("UPDATE attendees SET name = :name"), {"name": HOSTILE})
    for path in (f"{party.link(ANA)}?answer={HOSTILE[:20]}&done=<b>", party.link()):
        page = web_client.get(path).text
        assert "<script" not in page
        assert '<b>"' not in page
        assert "&lt;script&gt;" in page
        assert "{{7*7}}" in page
    data = web_client.get(f"{party.link(ANA)}/invite.ics").data
    assert data.count(b"END:VEVENT\r\n") == 1


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x"])
def test_a_video_link_is_a_link_only_where_it_is_one(web_services: Services, web_client: FlaskClient, url: str) -> None:
    """What an older version, or a hand, wrote into the database runs nothing."""
    party = book(web_services)
    with web_services.engine.begin() as connection:
        connection.execute(text("UPDATE appointments SET video_url = :url"), {"url": url})

    page = web_client.get(party.link(ANA)).text
    assert f'href="{url}' not in page


def test_the_calendar_file(web_client: FlaskClient, party: Party) -> None:
    """The meeting as it is in the invitation, read alike by two programs; without method, people, or a way to answer."""
    for who in (ANA, ""):
        answer = web_client.get(f"{party.link(who)}/invite.ics")
        assert answer.content_type == "text/calendar; charset=utf-8"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="invite.ics"'
        (event,) = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
        assert (str(event["UID"]), int(event["SEQUENCE"])) == (party.made.uid, 0)
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (party.made.start, party.made.end)
        assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Kick-off", "Room 4")
        assert str(event["DESCRIPTION"]) == "Host: Hana Host\nVideo: https://video.example/42"
        assert vobject.readOne(answer.text).vevent.summary.value == "Kick-off"
        for never in (b"METHOD", b"ATTENDEE", b"ORGANIZER", b"guests.example", b"host.example", b"rsvp"):
            assert never not in answer.data
        assert party.word(who).encode() not in answer.data


def test_one_click_unsubscription(web_client: FlaskClient, party: Party) -> None:
    """A mail program may send it by itself, as either kind of form (RFC 8058); there are no redirects, and looking asks."""
    path = f"{party.link(ANA)}/unsubscribe"
    asked = web_client.get(path)
    assert "Do you want no more reminders?" in seen(asked)
    for body in ({}, {"List-Unsubscribe": "x"}, {"do": "reminders-off"}):
        assert web_client.post(path, data=body).status_code == 400
    assert party.services.booking.by_link(party.word(ANA)).unwanted == frozenset()

    for kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        party.services.booking.wish(ANA, "reminders", unwilling=False)
        sent = web_client.post(path, data={"List-Unsubscribe": "One-Click"}, content_type=kind)
        assert sent.status_code == 200
        assert "You will get no more reminders." in seen(sent)
        assert party.services.booking.by_link(party.word(ANA)).unwanted == {"reminders"}
    party.services.booking.wish(ANA, "reminders", unwilling=False)
    party.services.booking.leave(party.made.id, ANA)
    assert web_client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200


def test_bodies_that_cannot_be_read(web_client: FlaskClient, party: Party) -> None:
    """Too long, of another kind, or broken: refused with a page, never a failure."""
    path = party.link(ANA)
    before = party.everything()
    bodies = [
        (b"do=answer&x=" + b"a" * 20_000, "application/x-www-form-urlencoded", 413),
        (b'{"do": "answer"}', "application/json", 403),
        (b"--x\r\nbroken", "multipart/form-data; boundary=y", 403),
        (b"\xff\xfe=&%zz=%", "application/x-www-form-urlencoded", 403),
    ]
    for body, kind, status in bodies:
        answer = web_client.post(path, data=body, content_type=kind)
        assert answer.status_code == status
        assert answer.mimetype == "text/html"
    assert party.everything() == before


def test_two_answers_at_once(web_services: Services, web_client: FlaskClient, party: Party) -> None:
    """Each is taken; the page shows the last."""
    app = create_app(web_services)
    data = {"token": token(web_client.get(party.link(ANA))), "do": "answer"}

    def send_one(answer: str) -> int:
        return app.test_client().post(party.link(ANA), data=data | {"answer": answer}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(send_one, ["yes", "no", "maybe", "no"])) == {303}
    last = [each.detail for each in web_services.booking.history(party.made.id) if each.action == "answered"][-1]
    assert party.answers == {ANA: last, BO: "NEEDS-ACTION"}


def test_words_reach_no_log(
    web_services: Services, party: Party, logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither when a link is used, nor when something breaks while it is."""
    client = create_app(web_services).test_client()
    word = party.word(ANA)
    send(client, f"/rsvp/{word}", answer="yes")

    def fail(word: str) -> None:
        raise RuntimeError(f"could not read /rsvp/{word} with {word!r}")

    monkeypatch.setattr(web_services.booking, "by_link", fail)
    assert client.get(f"/rsvp/{word}").status_code == 500
    assert "request_failed" in logged()
    assert '"deed":"answer"' in logged()
    assert word not in logged()
    assert ANA not in logged()
