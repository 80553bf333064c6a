"""The web application: webhooks, web chat, links, feeds and health checks as one WSGI application."""

import gc
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, jsonify
from redis import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError

from channels import registry, webhooks
from channels.api import blueprint as api
from channels.web import chat, feeds, rsvp

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from channels.bootstrap import Services

LONGEST_BODY = 1024 * 1024
"""Bytes of a request."""

HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
]


def create_app(services: "Services") -> Flask:
    """The application over these services. Forwarded headers are not trusted: PUBLIC_URL says where we are reached."""
    app = Flask("channels", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LONGEST_BODY
    app.register_blueprint(webhooks.blueprint(services))
    app.register_blueprint(chat.blueprint(services))
    app.register_blueprint(rsvp.blueprint(services))
    app.register_blueprint(feeds.blueprint(services))
    app.register_blueprint(api.blueprint(services))

    @app.get("/healthz")
    def alive() -> Response:
        return jsonify(status="ok")

    @app.get("/readyz")
    def ready() -> tuple[Response, int]:
        failing = _failing(services)
        return jsonify(status="failing" if failing else "ok", failing=failing), 503 if failing else 200

    @app.errorhandler(HTTPException)
    def explain(error: HTTPException) -> Response:
        response = jsonify(message=error.description)
        response.status_code = error.code or 500
        response.headers.extend(header for header in error.get_headers() if header[0] in ("Allow", "Retry-After"))
        return response

    @app.errorhandler(Exception)
    def conceal(error: Exception) -> tuple[Response, int]:
        services.log.error("request_failed", exc_info=error)
        return jsonify(message=InternalServerError.description), 500

    app.wsgi_app = _hardened(app.wsgi_app)  # type: ignore[assignment]
    return app


def _hardened(app: "WSGIApplication") -> "WSGIApplication":
    """The application with `HEADERS` in every answer that does not have its own."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            given = {name.lower() for name, _ in headers}
            return start_response(status, headers + [each for each in HEADERS if each[0].lower() not in given], *error)

        return app(environ, start)

    return call


def settled(app: Flask) -> Flask:
    """The application with all that is loaded taken out of the garbage collector's sight: a full look over it takes up to a
    tenth of a second, in the middle of somebody's turn. For a process that does nothing but serve it."""
    gc.collect()
    gc.freeze()
    return app


def from_environment() -> Flask:
    """The application with its settings from the environment, for any WSGI server; its data folder is ./convoke-data.

    Raises `Misconfigured`, and `CannotStart` when no embedded Redis can be had.
    """
    from channels import logs, settings
    from channels.bootstrap import build

    data = Path("convoke-data")
    loaded = settings.load(data)
    logs.configure(loaded.log_level)
    services = build(loaded, data)
    _check_providers(services)
    services.log.info("web_started", channels=sorted(services.channels))
    return settled(create_app(services))


def _check_providers(services: "Services") -> None:
    """Raises `Misconfigured` when a channel's provider is not there; a database that does not answer may come later."""
    if not any(registry.provider_of(services.settings, name) for name in services.channels):
        return
    try:
        ids = [each.id for each in services.booking.providers()]
    except SQLAlchemyError as error:
        services.log.warning("providers_unchecked", error=type(error).__name__)
        return
    finally:
        services.engine.dispose()  # the server may fork its workers from here
    registry.check_providers(services.settings, services.channels, ids)


def _failing(services: "Services") -> list[str]:
    """The parts that do not answer."""
    failing = []
    try:
        failing += [] if services.agreed() else ["secret key"]
    except RedisError:
        failing.append("redis")
    try:
        with services.engine.connect() as connection:
            connection.execute(text("SELECT 1 FROM providers"))
    except SQLAlchemyError:
        failing.append("database")
    return failing
