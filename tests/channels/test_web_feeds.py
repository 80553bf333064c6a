"""Calendar feeds over HTTP, as calendar programs ask for them."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.http import http_date

from channels.app import create_app
from channels.bootstrap import Services
from tests.fixtures.links import Party

NEVER_SINCE = {"If-Modified-Since": "Mon, 01 Jan 1990 00:00:00 GMT"}


@pytest.fixture
def path(web_services: Services) -> str:
    """Where the host's feed is."""
    _, url = web_services.booking.add_feed(web_services.booking.provider(None).id, "details")
    return url.removeprefix(web_services.settings.base_url)


def test_a_feed(web_client: FlaskClient, path: str, party: Party) -> None:
    """Whoever asks, and whatever they say they accept, gets the calendar, without a cookie; HEAD the same without it."""
    asked = [{}, {"Accept": "text/html"}, {"Accept": "application/json", "Cookie": "a=b"}, {"User-Agent": "x"}]
    answers = [web_client.get(path, headers=headers) for headers in asked]

    assert len({answer.data for answer in answers}) == 1
    assert len(icalendar.Calendar.from_ical(answers[0].data).walk("VEVENT")) == 1
    for answer in answers:
        assert answer.status_code == 200
        assert answer.content_type == "text/calendar; charset=utf-8"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "Set-Cookie" not in answer.headers
        assert "Vary" not in answer.headers
    head = web_client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head.headers[name] == answers[0].headers[name]
    assert web_client.get("/robots.txt").status_code == 404  # all may be fetched


def test_an_empty_feed_is_a_calendar(web_client: FlaskClient, path: str) -> None:
    """Nothing is booked: 200."""
    answer = web_client.get(path)

    assert answer.status_code == 200
    assert icalendar.Calendar.from_ical(answer.data).walk("VEVENT") == []


def test_what_has_not_changed_is_not_sent_again(web_client: FlaskClient, path: str, party: Party) -> None:
    """By either condition; the ETag is strong, of the bytes, and wins where both come."""
    first = web_client.get(path)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    assert etag.startswith('"')
    assert modified == http_date(party.made.updated_at)
    for headers in (
        {"If-None-Match": etag},
        {"If-None-Match": f'"other", W/{etag}'},
        {"If-Modified-Since": modified},
        {"If-None-Match": etag} | NEVER_SINCE,
    ):
        for method in ("GET", "HEAD"):
            answer = web_client.open(path, method=method, headers=headers)
            assert (answer.status_code, answer.data) == (304, b"")
            assert answer.headers["ETag"] == etag
    for headers in (
        {"If-None-Match": '"other"', "If-Modified-Since": modified},
        NEVER_SINCE,
        {"If-Modified-Since": "x"},
    ):
        assert web_client.get(path, headers=headers).data == first.data

    party.services.booking.cancel(party.made.id)
    changed = web_client.get(path, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


def test_a_day_later(web_services: Services, path: str, party: Party, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the feed reaches is cut anew each day: Last-Modified moves, the ETag of the same bytes does not."""
    client = create_app(web_services).test_client()
    first = client.get(path)
    tomorrow = datetime(2026, 5, 12, 3, 0, tzinfo=UTC)
    monkeypatch.setattr(web_services.booking, "clock", lambda: tomorrow)
    since = {"If-Modified-Since": first.headers["Last-Modified"]}

    assert client.get(path, headers=since).status_code == 200
    assert client.get(path, headers=since | {"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert client.get(path).headers["Last-Modified"] == http_date(tomorrow - timedelta(hours=3))


def test_a_revoked_feed(web_services: Services, web_client: FlaskClient, path: str) -> None:
    """404, as for what never was one, also to who has an older answer."""
    etag = web_client.get(path).headers["ETag"]
    (feed,) = web_services.booking.feeds(web_services.booking.provider(None).id)
    web_services.booking.revoke_feed(feed.id)

    for asked in (path, f"/feeds/{feed.id}.ics", "/feeds/%00.ics", "/feeds/" + "a" * 500 + ".ics"):
        for method in ("GET", "HEAD"):
            answer = web_client.open(asked, method=method, headers={"If-None-Match": etag})
            assert answer.status_code == 404
            assert answer.mimetype == "text/plain"
    assert web_client.get(path).text == "There is no such feed.\n"


def test_free_busy(web_client: FlaskClient, path: str, party: Party) -> None:
    """The same address, asked for free/busy, gives no more than times."""
    answer = web_client.get(f"{path}?format=freebusy")
    calendar = icalendar.Calendar.from_ical(answer.data)

    assert answer.content_type == "text/calendar; charset=utf-8"
    assert len(calendar.walk("VFREEBUSY")) == 1
    assert b"Kick-off" not in answer.data
    assert (
        web_client.get(f"{path}?format=freebusy", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    )


def test_guessing_is_slowed_down(web_client: FlaskClient, path: str) -> None:
    """Thirty wrong secrets a minute from one address."""
    for number in range(30):
        assert web_client.get(f"/feeds/{number:026}.ics").status_code == 404
    slowed = web_client.get(path)

    assert slowed.status_code == 429
    assert 1 <= int(slowed.headers["Retry-After"]) <= 60
    assert web_client.get(path, environ_overrides={"REMOTE_ADDR": "198.51.100.7"}).status_code == 200


def test_without_a_database(web_services: Services, path: str) -> None:
    """503, and when to come back; subscribers keep what they have."""
    with web_services.engine.begin() as connection:
        connection.execute(text("ALTER TABLE feeds RENAME TO elsewhere"))
    answer = create_app(web_services).test_client().get(path)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
