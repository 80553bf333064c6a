"""Schema and transactions, on each engine."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import IntegrityError

from booking.model import Invitee
from booking.services import BookingService
from booking.storage import (
    MIGRATIONS,
    NO_OVERLAP,
    current_revision,
    instant,
    migrate,
    newest_revision,
    open_engine,
    seconds,
    writing,
)
from booking.tables import metadata
from booking.tables import people as people_table
from tests.booking.racers import at_once

PERSON = {"id": "p", "channel": "web", "account": "", "sender": "x"}


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Engine]:
    """An engine of a database with nothing in it."""
    engine = open_engine(empty_database_url)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> set[str]:
    """What tables there are."""
    return set(inspect(engine).get_table_names())


def test_the_migrations_make_the_tables_that_the_code_knows(empty: Engine) -> None:
    """Nothing to add, drop or change."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    migrate(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, metadata) == []
        assert current_revision(connection) == newest_revision()


def test_up_down_and_up_again(empty: Engine) -> None:
    """Going back to nothing leaves nothing behind."""
    migrate(empty)
    migrate(empty, "base")

    assert tables(empty) == {"alembic_version"}

    migrate(empty)

    assert tables(empty) == {*metadata.tables, "alembic_version"}

    migrate(empty, newest_revision())


OLD_ROWS = (
    "INSERT INTO providers VALUES (1, 'p', 'Hana', 'hana@host.example', 'UTC', 'mon-fri 09:00-17:00', 30, 60, 60, 0)",
    "INSERT INTO api_keys VALUES ('d1', 'p', 0), ('d2', 'p', 0)",
    "INSERT INTO appointment_types VALUES (1, 't', 'p', 'One hour', 60, 3, 0, 0, '[]', '')",
    """INSERT INTO appointments VALUES ('a', 'p', 't', 'u', 2, 3600, 7200, 3600, 7200, 'confirmed', '', '', 'UTC', 'me',
    'k', 'h', 0, 0)""",
    """INSERT INTO attendees VALUES ('a', 'ana@guests.example', 0, 'Ana', 'ACCEPTED', 'r1'),
    ('a', 'bo@guests.example', 1, '', 'NEEDS-ACTION', 'r2')""",
    "INSERT INTO outbox VALUES (100, 'a', 'ana@guests.example', 'm', '{}', 'sent', 1, NULL, 0, '')",
)


OLD_PROVIDER = "number, id, name, email, timezone, hours, step, notice, horizon, created_at"


def test_a_database_in_service_is_brought_up(empty: Engine) -> None:
    """What was booked is there as it was, each key has an id, and the calendar goes on."""
    migrate(empty, "0001")
    with empty.begin() as connection:
        for statement in OLD_ROWS:
            connection.execute(text(statement))

    migrate(empty)

    service = BookingService(
        empty, clock=lambda: datetime(1970, 1, 1, tzinfo=UTC), mail_from="b@convoke.example", announce=lambda _: None
    )
    host, found = service.provider("p"), service.appointment("a")
    assert (host.horizon_days, host.daily_limit, host.weekly_limit) == ("calendar", None, None)
    assert (found.sequence, found.video_url, found.type.shared) == (2, "", False)
    assert [(each.email, each.status) for each in found.attendees] == [
        ("ana@guests.example", "ACCEPTED"),
        ("bo@guests.example", "NEEDS-ACTION"),
    ]
    assert [each.email for each in service.seats_of("a", "me")] == ["ana@guests.example", "bo@guests.example"]
    assert len({each.id for each in service.keys("p")}) == 2
    assert [each.email for each in service.join("a", Invitee("cy@guests.example")).attendees][2] == "cy@guests.example"


def test_what_is_booked_already_is_reminded_of(empty: Engine) -> None:
    """A day and an hour before, as far as that is still to come; not what is cancelled or over."""
    migrate(empty, "0002")
    now = int(time.time())
    starts = {"week": now + 7 * 86400, "soon": now + 7200, "now": now + 600, "over": now - 7200, "off": now + 9 * 86400}
    with empty.begin() as connection:
        for statement in OLD_ROWS[:1]:
            connection.execute(text(statement.replace(" VALUES", f" ({OLD_PROVIDER}) VALUES")))
        connection.execute(
            text(
                "INSERT INTO appointment_types (number, id, provider_id, name, minutes, capacity, buffer_before,"
                " buffer_after, contact_types, location) VALUES (1, 't', 'p', 'One hour', 60, 3, 0, 0, '[]', '')"
            )
        )
        for id_, start in starts.items():
            status = "cancelled" if id_ == "off" else "confirmed"
            connection.execute(
                text(
                    "INSERT INTO appointments (id, provider_id, type_id, uid, sequence, starts_at, ends_at, blocked_from,"
                    " blocked_until, status, title, location, timezone, booked_by, idempotency_digest, host_token,"
                    f" created_at, updated_at) VALUES ('{id_}', 'p', 't', '{id_}', 0, {start}, {start + 60}, {start},"
                    f" {start + 60}, '{status}', '', '', 'UTC', '', '{id_}', '{id_}', 0, 0)"
                )
            )

    migrate(empty)

    with empty.connect() as connection:
        found = dict(connection.execute(text("SELECT id, next_reminder_at FROM appointments")).all())
    assert found == {
        "week": starts["week"] - 86400, "soon": starts["soon"] - 3600, "now": None, "over": None, "off": None,
    }  # fmt: skip


def test_a_database_in_service_is_brought_down(empty: Engine) -> None:
    """Nothing that was over comes back to life: neither a revoked key nor the seat of who left."""
    migrate(empty, "0001")
    with empty.begin() as connection:
        for statement in OLD_ROWS:
            connection.execute(text(statement))
    migrate(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE api_keys SET revoked_at = 1 WHERE digest = 'd1'"))
        connection.execute(text("UPDATE attendees SET left_at = 1 WHERE position = 0"))

    migrate(empty, "0001")

    with empty.connect() as connection:
        assert connection.scalars(text("SELECT digest FROM api_keys")).all() == ["d2"]
        assert connection.scalars(text("SELECT email FROM attendees")).all() == ["bo@guests.example"]
        assert connection.execute(text("SELECT * FROM appointments")).one()[:5] == ("a", "p", "t", "u", 2)
        assert connection.execute(text("SELECT * FROM outbox")).one()[:3] == (100, "a", "ana@guests.example")
    same_time = text(re.sub(r"'([aukh])'", r"'\1\1'", OLD_ROWS[3]))
    with pytest.raises(IntegrityError, match=NO_OVERLAP), writing(empty) as connection:  # the guard is still there
        connection.execute(same_time)

    migrate(empty)


def test_a_migration_that_fails_changes_nothing(empty: Engine) -> None:
    """It is one transaction, tables included."""
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE people (id INTEGER)"))
        connection.execute(text("INSERT INTO people VALUES (1)"))

    with pytest.raises(Exception, match="already exists"):
        migrate(empty)

    assert tables(empty) == {"people"}


def test_migrating_keeps_rows(engine: Engine) -> None:
    """What is up to date is left as it is."""
    with writing(engine) as connection:
        connection.execute(people_table.insert(), PERSON)

    migrate(engine)

    with engine.connect() as connection:
        assert len(connection.execute(select(people_table)).all()) == 1


def test_an_up_to_date_database_needs_no_alembic(database_url: str) -> None:
    """Each start looks; only one that finds work loads the tools for it."""
    program = (
        "import sys; from booking.storage import *; engine = open_engine(sys.argv[1]); migrate(engine);"
        "engine.dispose(); sys.exit('alembic' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program, database_url], check=False).returncode == 0


def test_several_processes_may_migrate_at_once(empty_database_url: str) -> None:
    """One does it, the others wait and find it done; none fails, not even on creating the file."""
    program = (
        "import sys, alembic.command; from booking.storage import *; engine = open_engine(sys.argv[1]);"
        "print('ready', flush=True); sys.stdin.readline(); migrate(engine)"
    )
    command = [sys.executable, "-c", program, empty_database_url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}

    started = [subprocess.Popen(command, text=True, **pipes) for _ in range(6)]
    for each in started:
        assert each.stdout
        each.stdout.readline()
    for each in started:
        assert each.stdin
        each.stdin.write("\n")
        each.stdin.flush()

    assert [each.communicate()[1] for each in started] == [""] * 6
    engine = open_engine(empty_database_url)
    assert tables(engine) == {*metadata.tables, "alembic_version"}
    engine.dispose()


def test_revisions_are_numbered_on() -> None:
    """The newest revision is the one that Alembic would go to."""
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [newest_revision()]


def test_an_instant_keeps_whole_seconds_in_utc() -> None:
    """Whatever zone it is given in; before 1970 too."""
    moment = datetime(2026, 11, 23, 9, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=1)))

    assert instant(seconds(moment)) == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert instant(seconds(moment)).tzinfo is UTC
    assert seconds(datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC)) == -1


def test_a_datetime_without_zone_is_never_stored() -> None:
    """It would be a different instant on another machine."""
    with pytest.raises(ValueError, match="without a zone"):
        seconds(datetime(2026, 11, 23))  # noqa: DTZ001


def test_what_fails_is_rolled_back(engine: Engine) -> None:
    """A transaction that ends in an exception has written nothing, and the connection serves the next."""

    def fail() -> None:
        with writing(engine) as connection:
            connection.execute(people_table.insert(), PERSON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with writing(engine) as connection:
        assert connection.execute(select(people_table)).all() == []


def test_a_reader_does_not_wait_for_a_writer(engine: Engine) -> None:
    """While a booking is written, everybody can look at what was before."""
    with writing(engine) as writer:
        writer.execute(people_table.insert(), PERSON)
        with engine.connect() as reader:
            assert reader.execute(select(people_table)).all() == []


def test_writers_that_read_first_do_not_fail(engine: Engine) -> None:
    """Ten who read, then write what they read plus one: no lock error on SQLite, where a late upgrade would be one."""

    def add(number: int) -> None:
        with writing(engine) as connection:
            count = len(connection.execute(select(people_table)).all())
            connection.execute(people_table.insert(), PERSON | {"id": f"{number}", "name": str(count)})

    at_once(10, add)

    with engine.connect() as connection:
        assert len(connection.execute(select(people_table)).all()) == 10


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_flushes_each_commit(engine: Engine) -> None:
    """A booking acknowledged is a booking kept, also when the power goes: WAL with synchronous=FULL (2)."""
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1


@pytest.mark.parametrize(
    "url", ["postgres://u:p@db.example:5433/c?sslmode=require", "postgresql://u:p@db.example:5433/c?sslmode=require"]
)
def test_usual_urls_of_postgresql(url: str) -> None:
    """As hosting services hand them out; opening connects to nothing."""
    engine = open_engine(url)

    assert engine.url.render_as_string(hide_password=False) == (
        "postgresql+psycopg://u:p@db.example:5433/c?sslmode=require"
    )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_need_not_wait_for_the_disk_leaves_the_next_transaction_as_it_was(engine: Engine) -> None:
    """A booking after it is flushed again."""
    with writing(engine, flushed=False) as connection:
        assert connection.scalar(text("PRAGMA synchronous")) == 1
    with writing(engine) as connection:
        assert connection.scalar(text("PRAGMA synchronous")) == 2
    with pytest.raises(ZeroDivisionError), writing(engine, flushed=False):
        raise ZeroDivisionError
    with writing(engine) as connection:
        assert connection.scalar(text("PRAGMA synchronous")) == 2
