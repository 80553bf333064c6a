"""The API as a Flask blueprint: who calls, how often, what they want, what they are answered."""

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import orjson
from flask import Blueprint, Response, g, request
from werkzeug.exceptions import TooManyRequests

from booking.availability import zone
from booking.errors import BookingError
from booking.keys import key_of
from booking.model import Actor
from channels.api import pages, refusals, requests
from channels.api.endpoint import Call, Endpoint
from channels.api.fields import Wish
from channels.api.idempotency import Repeat, Repeats
from channels.api.limits import RateLimit, Standing
from channels.api.table import ENDPOINTS
from channels.calendars import sealing
from channels.web.openings import client_of

if TYPE_CHECKING:
    from channels.bootstrap import Services

PREFIX = "/api/v2"
CHANNEL = "api"
SHOWN = "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, Idempotency-Replayed"
"""Headers that a page of another origin may read."""


def blueprint(services: "Services") -> Blueprint:
    """All calls below /api/v2/, their description, and a page that shows it."""
    api = Blueprint("api", __name__, url_prefix=PREFIX, template_folder="templates", static_folder=None)
    desk = Desk(services)
    for endpoint in ENDPOINTS:
        rule = "/" + endpoint.path.replace("{", "<").replace("}", ">")
        api.add_url_rule(rule, endpoint.name, partial(desk.serve, endpoint), methods=[endpoint.method], **_LOOSE)
    pages.register(api, PREFIX, **_LOOSE)
    api.before_request(desk.admit)
    api.after_app_request(_share)
    refusals.register(api, services.log)
    return api


_LOOSE = {"strict_slashes": False, "merge_slashes": False}
"""A slash at the end changes nothing, and nothing is redirected."""


def _share(response: Response) -> Response:
    """Answer browsers on any origin, as no call goes by cookies (Fetch standard, CORS protocol); also where nothing is."""
    if request.path.startswith(PREFIX + "/"):
        headers = response.headers
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = SHOWN
        headers.setdefault("Cache-Control", "no-store")
        if request.method == "OPTIONS":
            headers["Access-Control-Allow-Methods"] = headers.get("Allow", "GET, POST, PUT, PATCH, DELETE, OPTIONS")
            headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, Idempotency-Key"
            headers["Access-Control-Max-Age"] = "86400"
        elif (standing := g.get("standing")) is not None:
            headers.extend(standing.headers())
    return response


class Desk:
    """Takes the calls."""

    def __init__(self, services: "Services") -> None:
        self._services = services
        self._limit = RateLimit(services.redis, services.settings.api_rate_limit)
        self._repeats = Repeats(services.redis)

    def admit(self) -> None:
        """Count the call for its key, or for its address where no good key comes with it; raises `TooManyRequests`."""
        if request.method == "OPTIONS":
            return
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        key = key_of(self._services.engine, secret.strip()) if scheme.lower() == "bearer" and secret else None
        g.key = key
        g.client = client = (
            f"key:{key.id}" if key else client_of(request.remote_addr, request.headers.get("X-Forwarded-For"))
        )
        standing: Standing | None = self._limit.hit(client)
        g.standing = standing
        if standing and not standing.allowed:
            raise TooManyRequests(f"Too many calls. Please wait {standing.reset} seconds.")

    def serve(self, endpoint: Endpoint, **in_path: Any) -> Response:
        """Answer one call."""
        if endpoint.private and g.key is None:
            response = refusals.answer(401, {"message": "Please send a valid API key: Authorization: Bearer <key>."})
            response.headers["WWW-Authenticate"] = "Bearer"
            return response
        values = requests.read(endpoint, request, in_path)
        name = request.headers.get("Idempotency-Key", "")
        if not name or not endpoint.changes or not endpoint.kept:
            return self._perform(endpoint, values, str(uuid4()))
        return self._once(endpoint, values, name)

    def _once(self, endpoint: Endpoint, values: dict[str, Any], name: str) -> Response:
        caller = g.key.provider_id if g.key else ""
        repeat: Repeat = self._repeats.begin(caller, name, {"call": endpoint.name} | values)
        if repeat.answer is not None:
            response = Response(repeat.answer, mimetype=refusals.MEDIA_TYPE)
            response.headers["Idempotency-Replayed"] = "true"
            return response
        try:
            response = self._perform(endpoint, values, orjson.dumps([CHANNEL, caller, name]).decode())
        except Exception:
            repeat.forget()
            raise
        if response.status_code == 200:
            repeat.keep(response.get_data())
        else:
            repeat.forget()
        return response

    def _perform(self, endpoint: Endpoint, values: dict[str, Any], key: str) -> Response:
        wish = endpoint.wish.model_validate(values)
        services, caller = self._services, g.key
        host, actor = ("", Actor("", CHANNEL, g.client))
        if caller:
            host, actor = caller.provider_id, Actor(caller.prefix, CHANNEL)
        seal = partial(sealing.seal, secret=services.settings.secret_key or "")
        call = Call(services.booking, services.engine, host, actor, key, services.sessions.held, seal)
        try:
            found = endpoint.function(call, wish)
        except BookingError as error:
            return refusals.refusal(error, zone(self._zone(call, wish)))
        return Response(orjson.dumps(found), mimetype=refusals.MEDIA_TYPE)

    def _zone(self, call: Call, wish: Wish) -> str:
        """The zone in which a refusal tells times: the caller's, else the host's."""
        if named := getattr(wish, "timezone", ""):
            return str(named)
        try:
            return call.booking.provider(call.provider_id or getattr(wish, "provider_id", "")).timezone
        except BookingError:
            return "UTC"
