"""Answers that come back, reminders, feeds, and busy time of other calendars."""

import secrets
import time
from base64 import b32encode
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

INDEXES = (
    ("ix_appointments_reminder", "appointments", ["next_reminder_at"], False),
    ("ix_appointments_tell", "appointments", ["tell_at"], False),
    ("ix_appointments_guests_token", "appointments", ["guests_token"], True),
    ("ix_appointments_host_link", "appointments", ["host_link"], True),
    ("ix_attendees_link", "attendees", ["link"], True),
    ("ix_requests_created", "requests", ["created_at"], False),
)
TABLES = ("busy_times", "calendars", "feeds", "proposals", "received", "wishes", "tallies")
NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def added() -> tuple[tuple[str, sa.Column[Any]], ...]:
    """The new columns, by table; made anew each time, as a column can be added once."""
    return (
        ("providers", sa.Column("dispatch", sa.String(4), nullable=False, server_default="each")),
        (
            "appointment_types",
            sa.Column(
                "reminders", sa.Text, nullable=False, server_default="1440,60", comment="minutes before the start"
            ),
        ),
        *(("appointments", column) for column in of_appointments()),
        *(("attendees", column) for column in of_attendees()),
        ("people", sa.Column("address", sa.Text, comment="where they are written to, once they have booked")),
        (
            "outbox",
            sa.Column(
                "kind",
                sa.String(4),
                nullable=False,
                server_default="mail",
                comment="mail, or chat to the person `reader`",
            ),
        ),
    )


def of_appointments() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("locale", sa.Text, nullable=False, server_default="en", comment="of whoever booked"),
        sa.Column(
            "dispatch",
            sa.String(4),
            nullable=False,
            server_default="each",
            comment="the host's, as it was when booked",
        ),
        sa.Column(
            "guests_token", sa.String(16), comment="of the reply address that all guests share, where there is one"
        ),
        sa.Column("host_link", sa.String(26), comment="the word in the host's link"),
        sa.Column(
            "host_status",
            sa.String(12),
            nullable=False,
            server_default="NEEDS-ACTION",
            comment="PARTSTAT of the host",
        ),
        sa.Column("next_reminder_at", sa.BigInteger, comment="when the next reminder is due; none is when it is empty"),
        sa.Column("tell_at", sa.BigInteger, comment="when whoever booked hears of the answers since told_event"),
        sa.Column("told_event", NUMBER, nullable=False, server_default="0"),
    )


def of_attendees() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("link", sa.String(26), comment="the word in their link"),
        sa.Column("answered_sequence", sa.Integer, comment="SEQUENCE of the last answer by mail"),
        sa.Column("answered_at", sa.BigInteger, comment="DTSTAMP of the last answer"),
        sa.Column("unreachable", sa.Text, nullable=False, server_default="", comment="why their mail came back"),
    )


def upgrade() -> None:
    for table, column in added():
        op.add_column(table, column)
    make_links()
    plan_reminders()
    for name, table, columns, unique in INDEXES:
        op.create_index(name, table, columns, unique=unique)
    make_mail_tables()
    make_calendar_tables()


def make_links() -> None:
    """Give everybody who is invited, and every host, the word of a link."""
    connection = op.get_bind()
    for table, column, key in (
        ("appointments", "host_link", ("id",)),
        ("attendees", "link", ("appointment_id", "email")),
    ):
        where = " AND ".join(f"{name} = :{name}" for name in key)
        for row in connection.execute(sa.text(f"SELECT {', '.join(key)} FROM {table}")).all():  # noqa: S608
            word = b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()
            connection.execute(
                sa.text(f"UPDATE {table} SET {column} = :word WHERE {where}"),  # noqa: S608
                {"word": word} | dict(zip(key, row, strict=True)),
            )


def plan_reminders() -> None:
    """People are reminded, a day and an hour before the start, of what is booked already."""
    op.get_bind().execute(
        sa.text(
            "UPDATE appointments SET next_reminder_at ="
            " CASE WHEN starts_at - 86400 > :now THEN starts_at - 86400"
            " WHEN starts_at - 3600 > :now THEN starts_at - 3600 END"
            " WHERE status = 'confirmed' AND starts_at > :now"
        ),
        {"now": int(time.time())},
    )


def make_mail_tables() -> None:
    op.create_table(
        "tallies",
        sa.Column("subject", sa.String(80), primary_key=True, comment="what is counted, and a digest of for whom"),
        sa.Column("window_start", sa.BigInteger, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_index("ix_tallies_window", "tallies", ["window_start"])
    op.create_table(
        "wishes",
        sa.Column("subject", sa.Text, primary_key=True, comment="a normalised address or the id of a person"),
        sa.Column("unwanted", sa.String(11), primary_key=True, comment="invitations or reminders"),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "received",
        sa.Column("digest", sa.String(64), primary_key=True, comment="SHA-256 of the mail"),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("appointment_id", sa.String(36), sa.ForeignKey("appointments.id")),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("raw", sa.LargeBinary, nullable=False, comment="the mail, as evidence for some days"),
    )
    op.create_index("ix_received_appointment_id", "received", ["appointment_id"])
    op.create_index("ix_received_at", "received", ["received_at"])
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("appointment_id", sa.String(36), sa.ForeignKey("appointments.id"), nullable=False),
        sa.Column("email", sa.Text, nullable=False, comment="whose COUNTER it is, normalised"),
        sa.Column("sequence", sa.Integer, nullable=False, comment="as in the COUNTER"),
        sa.Column("starts_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.CheckConstraint("status IN ('open', 'accepted', 'declined')", name="proposals_status"),
    )
    op.create_index("ix_proposals_appointment", "proposals", ["appointment_id", "created_at"])
    op.create_index("ix_proposals_email", "proposals", ["email"])


def make_calendar_tables() -> None:
    op.create_table(
        "feeds",
        sa.Column("digest", sa.String(64), primary_key=True, comment="SHA-256 of the secret, which is kept nowhere"),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("provider_id", sa.String(36), sa.ForeignKey("providers.id"), nullable=False),
        sa.Column("shows", sa.String(7), nullable=False, comment="details or busy"),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("revoked_at", sa.BigInteger),
    )
    op.create_index("ix_feeds_provider_id", "feeds", ["provider_id"])
    op.create_table(
        "calendars",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("provider_id", sa.String(36), sa.ForeignKey("providers.id"), nullable=False),
        sa.Column("kind", sa.String(6), nullable=False, comment="ics or caldav"),
        sa.Column("host", sa.Text, nullable=False, comment="of the URL, to show"),
        sa.Column("url", sa.Text, nullable=False, comment="encrypted"),
        sa.Column("etag", sa.Text, nullable=False, server_default=""),
        sa.Column("last_modified", sa.Text, nullable=False, server_default=""),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("fetched_at", sa.BigInteger, comment="last asked for"),
        sa.Column("read_at", sa.BigInteger, comment="last found good"),
        sa.Column("next_at", sa.BigInteger, comment="when it is due again; empty: never, it is gone"),
        sa.Column("leased_until", sa.BigInteger),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0", comment="since it was last found good"),
        sa.Column("problem", sa.Text, nullable=False, server_default="", comment="why it cannot be read"),
        sa.Column("warning", sa.Text, nullable=False, server_default="", comment="what in it could not be understood"),
        sa.Column("events", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_index("ix_calendars_provider_id", "calendars", ["provider_id"])
    op.create_index("ix_calendars_next", "calendars", ["next_at"])
    op.create_table(
        "busy_times",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("calendar_id", sa.String(36), sa.ForeignKey("calendars.id"), nullable=False),
        sa.Column("provider_id", sa.String(36), sa.ForeignKey("providers.id"), nullable=False),
        sa.Column("starts_at", sa.BigInteger, nullable=False),
        sa.Column(
            "ends_at",
            sa.BigInteger,
            nullable=False,
            comment="at most MAX_BLOCKED after the start; longer times are cut up",
        ),
    )
    op.create_index("ix_busy_times_calendar_id", "busy_times", ["calendar_id"])
    op.create_index("ix_busy_times_provider", "busy_times", ["provider_id", "starts_at", "ends_at"])


def downgrade() -> None:
    # What the older schema cannot tell from a mail must not be sent as one.
    op.execute("DELETE FROM outbox WHERE kind <> 'mail'")
    for table in TABLES:
        op.drop_table(table)
    for name, table, _, _ in INDEXES:
        op.drop_index(name, table)
    for table, column in reversed(added()):
        op.drop_column(table, column.name)
