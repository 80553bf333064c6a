"""A calendar at an address, as an ICS file: asked for anew only when it has changed."""

from dataclasses import dataclass

from channels.calendars import http
from channels.calendars.reachable import CannotFetch, Place, Reachable


@dataclass(frozen=True, slots=True)
class Validators:
    """By which a server knows what we have seen of a calendar."""

    etag: str = ""
    last_modified: str = ""


NOTHING_SEEN = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """iCalendar text, None where it is what it was; and how to ask for the next."""

    data: bytes | None
    validators: Validators


def fetch(where: Place, reachable: Reachable, seen: Validators = NOTHING_SEEN) -> Fetched:
    """Ask for the file. Raises CannotFetch."""
    headers = {"Accept": "text/calendar, */*;q=0.5"}
    if seen.etag:
        headers["If-None-Match"] = seen.etag
    if seen.last_modified:
        headers["If-Modified-Since"] = seen.last_modified
    answer = http.ask(where, http.Request(headers=headers, user=where.user, password=where.password), reachable)
    if answer.status == 304 and seen != NOTHING_SEEN:
        return Fetched(None, seen)
    if answer.status != 200:
        raise refused(answer)
    return Fetched(answer.body, Validators(answer.headers.get("etag", ""), answer.headers.get("last-modified", "")))


def refused(answer: http.Answer) -> CannotFetch:
    """What an answer without a calendar means."""
    host, status = answer.place.host, answer.status
    if status == 410:
        return CannotFetch(f"{host} says that the calendar is gone for good (410): add its new address.", gone=True)
    if status in (401, 403):
        return CannotFetch(
            f"{host} does not let us in ({status}): check user and password, or take the calendar's secret address."
        )
    if status == 404:
        return CannotFetch(f"{host} has no calendar at that address (404): copy it anew from the calendar's settings.")
    return CannotFetch(f"{host} answers {status} instead of the calendar.")
