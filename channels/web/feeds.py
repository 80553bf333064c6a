"""`/feeds/<secret>.ics`: a host's meetings for calendar programs, which ask again every hour or so.

Nothing about who asks matters but the secret: no cookie, no header, no redirect. What has not changed is not sent again.
"""

import hashlib
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from sqlalchemy.exc import SQLAlchemyError

from booking.errors import NotFound
from channels.web.misses import Misses
from channels.web.openings import client_of

if TYPE_CHECKING:
    from channels.bootstrap import Services

CALENDAR = "text/calendar; charset=utf-8"


def blueprint(services: "Services") -> Blueprint:
    """The route of the feeds; whatever is refused is a line of plain text."""
    web = Blueprint("feeds", __name__, url_prefix="/feeds")
    misses = Misses(services.redis)

    @web.get("/<secret>.ics")
    def feed(secret: str) -> Response:
        client = client_of(request.remote_addr, request.headers.get("X-Forwarded-For"))
        if wait := misses.wait(client):
            return _line("Too many addresses that lead nowhere were asked for from here.", 429, wait)
        try:
            found = services.booking.published(secret, freebusy=request.args.get("format") == "freebusy")
        except NotFound as error:
            misses.count(client)
            return _line(str(error), 404)
        response = Response(found.data, content_type=CALENDAR)
        response.set_etag(hashlib.sha256(found.data).hexdigest())
        response.last_modified = found.changed_at
        response.headers["Cache-Control"] = "private, no-cache"
        response.make_conditional(request)
        return response

    @web.errorhandler(SQLAlchemyError)
    def postponed(error: SQLAlchemyError) -> Response:
        services.log.error("feed_failed", error=type(error).__name__)
        return _line("That could not be read just now.", 503, 60)

    @web.after_request
    def seal(response: Response) -> Response:
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return web


def _line(sentence: str, status: int, wait: int = 0) -> Response:
    headers = {"Retry-After": str(wait)} if wait else {}
    return Response(f"{sentence}\n", status, headers, content_type="text/plain; charset=utf-8")
