"""The OpenAPI document: whole, true, and readable by people."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from channels.api.table import ENDPOINTS
from channels.app import create_app
from tests.fixtures.api import Office

ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
EXAMPLES = 8
"""Of each call, in each of two ways."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
CUTTING_OFF = {"revoke_key"}
"""What would revoke the key that the test itself uses."""


@pytest.fixture
def document(office: Office) -> dict[str, Any]:
    """What is served."""
    found: dict[str, Any] = office.public.get("openapi.json").json
    return found


def schemas(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema with properties, wherever it stands."""
    if isinstance(node, dict):
        if "properties" in node:
            yield node
        for each in node.values():
            yield from schemas(each)
    elif isinstance(node, list):
        for each in node:
            yield from schemas(each)


@ONE_ENGINE
def test_every_call_is_described(document: dict[str, Any]) -> None:
    """Each endpoint is in it, with words for itself, its parameters, its fields and its answers."""
    operations = {
        (method.upper(), path): operation
        for path, each in document["paths"].items()
        for method, operation in each.items()
    }

    assert document["openapi"] == "3.1.0"
    assert set(operations) == {(each.method, f"/{each.path}") for each in ENDPOINTS}
    for where, operation in operations.items():
        assert operation["summary"], where
        assert operation["description"], where
        assert all(each["description"] for each in operation["parameters"]), where
        assert all("$ref" in each or each["description"] for each in operation["responses"].values()), where
    assert all(each["description"] for each in document["components"]["responses"].values())
    nameless = [
        (schema.get("title"), name)
        for schema in schemas(document["components"])
        for name, field in schema["properties"].items()
        if not field.get("description") and "$ref" not in field
    ]
    assert nameless == []


@ONE_ENGINE
def test_private_calls_say_so(document: dict[str, Any]) -> None:
    """A key is asked for exactly where it is needed, and 401 is told of there."""
    for each in ENDPOINTS:
        operation = document["paths"][f"/{each.path}"][each.method.lower()]
        assert operation["security"] == ([{"key": []}] if each.private else [])
        assert ("401" in operation["responses"]) == each.private


@ONE_ENGINE
def test_a_page_for_people(office: Office) -> None:
    """All calls are on it, it fits a phone, and nothing comes from elsewhere, nor may."""
    page = office.public.get("docs")
    style = office.public.get("docs.css")

    assert page.status == style.status == 200
    assert all(f"/{each.path}</code>" in page.text for each in ENDPOINTS)
    assert 'name="viewport"' in page.text
    assert (
        re.findall(r"https?://|<script|style=|javascript:", page.text.replace("A link begins with https://", "")) == []
    )
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert style.headers["Content-Type"].startswith("text/css")


def strict(document: dict[str, Any]) -> dict[str, Any]:
    """The document, whose answers may have no field that it does not know."""
    for name, each in document["components"]["schemas"].items():
        if "properties" in each and not name.endswith("Wish"):
            each.setdefault("additionalProperties", False)
    return document


@ONE_ENGINE
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fitting", "unfitting"])
def test_no_server_error_and_no_undocumented_answer(office: Office, mode: GenerationMode) -> None:
    """Whatever is made from the document, fitting or not, is answered as the document says."""
    booked, group = office.book(), office.open_group()
    office.private.post(f"appointments/{group}/attendees", email="ana@guests.example")
    document = strict(office.public.get("openapi.json").json)
    known = {
        "id": [booked["id"], group, office.host.id, *(each.id for each in office.types)],
        "provider_id": [office.host.id],
        "appointment_type_id": [each.id for each in office.types],
        "appointment_id": [group],
        "email": ["karen@dev.to", "bo@guests.example"],
        "timezone": ["Europe/Berlin"],
        "datetime": ["2026-05-13 10:00:00", "2026-05-14"],
        "date": ["2026-05-13 11:00:00 +0200"],
    }
    if mode is GenerationMode.POSITIVE:
        suggest(document, known)
    schema = schemathesis.openapi.from_dict(document)
    schema.app = create_app(office.services)
    seen: Counter[int] = Counter()

    def run(operation: schemathesis.APIOperation) -> None:
        @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode))
        def call(case: schemathesis.Case) -> None:
            answer = case.call_and_validate(headers={"Authorization": f"Bearer {office.key}"}, checks=CHECKS)
            seen[answer.status_code] += 1

        call()

    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.definition.raw["operationId"] not in CUTTING_OFF:
            run(operation)
    assert seen[200] > 50 if mode is GenerationMode.POSITIVE else seen[400] > 50


def suggest(node: Any, known: dict[str, list[str]]) -> None:
    """Let half of the values be such as exist, so that the calls come further than "not found"."""
    if isinstance(node, list):
        for each in node:
            suggest(each, known)
    elif isinstance(node, dict):
        if isinstance(node.get("name"), str) and node["name"] in known and isinstance(node.get("schema"), dict):
            node["schema"] = {"anyOf": [{"enum": known[node["name"]]}, node["schema"]]}
        for name, each in node.get("properties", {}).items() if isinstance(node.get("properties"), dict) else ():
            if name in known and each.get("type") == "string":
                node["properties"][name] = {"anyOf": [{"enum": known[name]}, each]}
        for each in node.values():
            suggest(each, known)
