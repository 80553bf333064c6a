"""The web application around the channels: health, errors, headers."""

import shutil
from pathlib import Path

import pytest

from channels.app import create_app
from tests.fixtures.services import MakeServices


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """One engine is enough here."""
    shutil.copyfile(sqlite_template, tmp_path / "convoke.db")
    return f"sqlite:///{tmp_path / 'convoke.db'}"


def test_ready_when_redis_and_database_answer(make_services: MakeServices) -> None:
    """All parts answer: 200."""
    answer = create_app(make_services()).test_client().get("/readyz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok", "failing": []})


@pytest.mark.parametrize(
    ("settings", "failing"),
    [
        ({"redis_url": "unix:///nowhere.sock"}, ["redis"]),
        ({"database_url": "postgresql://127.0.0.1:9/none"}, ["database"]),
        ({"database_url": "sqlite:////tmp/nowhere/none.db"}, ["database"]),
    ],
)
def test_not_ready_otherwise(make_services: MakeServices, settings: dict[str, str], failing: list[str]) -> None:
    """What does not answer is named with 503, while the process itself is alive."""
    client = create_app(make_services(**settings)).test_client()
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json) == (503, {"status": "failing", "failing": failing})
    assert client.get("/healthz").status_code == 200


def test_a_database_without_a_schema_is_not_ready(make_services: MakeServices, tmp_path: Path) -> None:
    """Before the migrations ran nothing can be answered."""
    services = make_services(database_url=f"sqlite:///{tmp_path / 'empty.db'}")

    assert create_app(services).test_client().get("/readyz").status_code == 503


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("DELETE", "/healthz", 405), ("GET", "/webhooks/nobody", 404)],
)
def test_errors_are_json(make_services: MakeServices, method: str, path: str, status: int) -> None:
    """Every error is JSON with a sentence, and carries the headers that keep browsers careful."""
    answer = create_app(make_services()).test_client().open(path, method=method)

    assert answer.status_code == status
    assert answer.json is not None
    assert list(answer.json) == ["message"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_a_bug_shows_nothing_outside(make_services: MakeServices) -> None:
    """What goes wrong inside is a bare 500, without a trace of what it was."""
    services = make_services()
    app = create_app(services)

    @app.get("/broken")
    def broken() -> str:
        return str({}["hunter2"])

    answer = app.test_client().get("/broken")
    assert answer.status_code == 500
    assert "hunter2" not in answer.text
    assert "Traceback" not in answer.text
