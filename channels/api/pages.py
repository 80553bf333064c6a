"""The OpenAPI document, and a page that shows it to people; nothing on it comes from elsewhere."""

import re
from pathlib import Path
from typing import Any

import orjson
from flask import Blueprint, Response, render_template
from markupsafe import Markup, escape

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_STYLE = Path(__file__).with_name("static") / "api.css"


def register(api: Blueprint, server: str, **options: Any) -> None:
    """`openapi.json`, `docs` and the page's style sheet."""

    @api.get("/openapi.json", **options)
    def openapi() -> Response:
        from channels.api.openapi import document

        return Response(orjson.dumps(document(server)), mimetype="application/json")

    @api.get("/docs", **options)
    def docs() -> Response:
        from channels.api.openapi import TAGS, document

        found = document(server)
        groups, resolve = _groups(found, TAGS), _resolver(found)
        response = Response(render_template("api.html", document=found, groups=groups, resolve=resolve, marked=_marked))
        response.headers["Content-Security-Policy"] = _POLICY
        return response

    @api.get("/docs.css", **options)
    def style() -> Response:
        return Response(_STYLE.read_text("utf-8"), mimetype="text/css")


def _marked(text: str) -> Markup:
    """The text with what stands between backticks as code."""
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704  escaped before


def _groups(document: dict[str, Any], tags: dict[str, str]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """The operations by tag, each with its method and path."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in tags}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            found[operation["tags"][0]].append(operation | {"method": method.upper(), "path": path})
    return [(name, tags[name], operations) for name, operations in found.items()]


def _resolver(document: dict[str, Any]) -> Any:
    def resolve(schema: dict[str, Any]) -> dict[str, Any]:
        """The schema or response that is meant, and what it is called."""
        if "$ref" not in schema:
            return schema
        kind, name = schema["$ref"].split("/")[-2:]
        found: dict[str, Any] = document["components"][kind][name]
        return found | {"called": name}

    return resolve
