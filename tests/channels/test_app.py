"""The web application around the channels: health, errors, headers."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from booking.demo import make_demo
from channels.app import create_app
from channels.errors import Misconfigured
from tests.fixtures.processes import environment
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


def test_another_secret_key_is_not_ready(make_services: MakeServices) -> None:
    """Where a worker on the same Redis has one, what one signs the other could not read."""
    own, other = make_services(), make_services(secret_key="another one, long enough")
    own.vouch()
    answer = create_app(other).test_client().get("/readyz")

    assert (answer.status_code, answer.json) == (503, {"status": "failing", "failing": ["secret key"]})
    with pytest.raises(Misconfigured, match="another SECRET_KEY: give all of them the same"):
        other.agree()
    own.agree()


def test_a_database_without_a_schema_is_not_ready(make_services: MakeServices, tmp_path: Path) -> None:
    """Before the migrations ran nothing can be answered."""
    services = make_services(database_url=f"sqlite:///{tmp_path / 'empty.db'}")

    assert create_app(services).test_client().get("/readyz").status_code == 503


START = "from channels.app import from_environment as start; print(start().test_client().get('/readyz').status_code)"
MESSENGER = {"MESSENGER_PAGE_TOKEN": "t", "MESSENGER_APP_SECRET": "s", "MESSENGER_VERIFY_TOKEN": "v"}


@pytest.mark.parametrize(("who", "prints"), [("the demo host", "200\n"), ("nobody", "")])
def test_a_provider_who_is_not_there_stops_any_server(
    make_services: MakeServices, tmp_path: Path, redis_url: str, database_url: str, who: str, prints: str
) -> None:
    """Under a server of one's own, too, a channel whose host is not there stops the start; one who is there does not."""
    services = make_services()
    demo = make_demo(services.booking, services.engine, "UTC")
    assert demo
    settings = {"REDIS_URL": redis_url, "DATABASE_URL": database_url}
    provider = demo.provider.id if who == "the demo host" else who
    result = run(START, tmp_path, MESSENGER_PROVIDER=provider, **settings, **MESSENGER)

    assert result.stdout == prints
    assert ("Misconfigured: MESSENGER_PROVIDER names no provider" in result.stderr) == (not prints)


def test_a_database_that_is_away_does_not_stop_any_server(tmp_path: Path, redis_url: str) -> None:
    """The host cannot be looked for then; `/readyz` says so until the database is there."""
    settings = {"REDIS_URL": redis_url, "DATABASE_URL": "postgresql://127.0.0.1:9/none"}
    result = run(START, tmp_path, MESSENGER_PROVIDER="nobody", **settings, **MESSENGER)

    assert result.stdout == "503\n"
    assert "providers_unchecked" in result.stderr


def run(code: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, with these settings in its environment."""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment(**settings), capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip


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
