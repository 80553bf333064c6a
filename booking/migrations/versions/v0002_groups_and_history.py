"""Groups that people join and leave, exceptions to working hours, several keys, and who did what."""

from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

INDEXES = (
    ("ix_api_keys_id", "api_keys", ["id"], True),
    ("ix_appointments_starts", "appointments", ["provider_id", "starts_at", "id"], False),
    ("ix_attendees_email", "attendees", ["email"], False),
    ("ix_attendees_booked_by", "attendees", ["booked_by"], False),
    ("ix_people_email", "people", ["email"], False),
    ("ix_outbox_address", "outbox", ["reader"], False),
)


def added() -> tuple[tuple[str, sa.Column[Any]], ...]:
    """The new columns, by table; made anew each time, as a column can be added once."""
    return (
        ("providers", sa.Column("horizon_days", sa.String(8), nullable=False, server_default="calendar")),
        ("providers", sa.Column("daily_limit", sa.Integer)),
        ("providers", sa.Column("weekly_limit", sa.Integer)),
        ("api_keys", sa.Column("id", sa.String(36), nullable=False, server_default="")),
        ("api_keys", sa.Column("name", sa.Text, nullable=False, server_default="")),
        ("api_keys", sa.Column("prefix", sa.String(16), nullable=False, server_default="")),
        ("api_keys", sa.Column("revoked_at", sa.BigInteger)),
        ("appointment_types", sa.Column("video_url", sa.Text, nullable=False, server_default="")),
        ("appointment_types", sa.Column("shared", sa.Boolean, nullable=False, server_default=sa.false())),
        ("appointments", sa.Column("contact_type", sa.Text, nullable=False, server_default="")),
        ("appointments", sa.Column("video_url", sa.Text, nullable=False, server_default="")),
        ("attendees", sa.Column("phone", sa.Text, nullable=False, server_default="")),
        ("attendees", sa.Column("booked_by", sa.Text, nullable=False, server_default="")),
        (
            "attendees",
            sa.Column("sequence", sa.Integer, nullable=False, server_default="0", comment="of the last mail to them"),
        ),
        ("attendees", sa.Column("left_at", sa.BigInteger, comment="when they left or were removed")),
    )


def upgrade() -> None:
    for table, column in added():
        op.add_column(table, column)
    name_the_keys()
    fill_the_seats()
    for name, table, columns, unique in INDEXES:
        op.create_index(name, table, columns, unique=unique)
    op.create_table(
        "date_overrides",
        sa.Column("provider_id", sa.String(36), sa.ForeignKey("providers.id"), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("hours", sa.Text, nullable=False, comment="empty for a day off"),
    )
    op.create_table(
        "time_off",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("provider_id", sa.String(36), sa.ForeignKey("providers.id"), nullable=False),
        sa.Column("starts_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("ix_time_off_provider", "time_off", ["provider_id", "ends_at"])
    op.create_table(
        "requests",
        sa.Column("digest", sa.String(64), primary_key=True, comment="of the idempotency key"),
        sa.Column("appointment_id", sa.String(36), sa.ForeignKey("appointments.id"), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("appointment_id", sa.String(36), sa.ForeignKey("appointments.id"), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("attendee", sa.Text, nullable=False, comment="normalised address; empty for all or none"),
        sa.Column("detail", sa.Text, nullable=False),
    )
    op.create_index("ix_events_appointment", "events", ["appointment_id", "id"])
    op.create_index("ix_events_attendee", "events", ["attendee"])
    op.create_index("ix_events_actor", "events", ["actor"])


def name_the_keys() -> None:
    """Give the keys there are an id each."""
    connection = op.get_bind()
    for digest in connection.scalars(sa.text("SELECT digest FROM api_keys")).all():
        connection.execute(
            sa.text("UPDATE api_keys SET id = :id WHERE digest = :digest"), {"id": str(uuid4()), "digest": digest}
        )


def fill_the_seats() -> None:
    """Who booked the appointment booked its seats, and each attendee was sent all its mails."""
    for column in ("booked_by", "sequence"):
        op.execute(
            f"UPDATE attendees SET {column} = (SELECT {column} FROM appointments WHERE id = attendees.appointment_id)"  # noqa: S608
        )


def downgrade() -> None:
    # What the older schema cannot tell apart must not come back to life.
    op.execute("DELETE FROM api_keys WHERE revoked_at IS NOT NULL")
    op.execute("DELETE FROM attendees WHERE left_at IS NOT NULL")
    for table in ("events", "requests", "time_off", "date_overrides"):
        op.drop_table(table)
    for name, table, _, _ in INDEXES:
        op.drop_index(name, table)
    for table, column in reversed(added()):
        op.drop_column(table, column.name)
