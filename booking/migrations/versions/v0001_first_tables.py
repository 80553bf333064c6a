"""The first tables, and the guard against two appointments at one time."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# The core of PostgreSQL can exclude ranges that overlap, but not equal texts beside them (that is the btree_gist
# extension): a range from a provider's id to the same id overlaps exactly its like.
POSTGRESQL_GUARD = (
    """CREATE TYPE text_range AS RANGE (subtype = text, collation = "C")""",
    """ALTER TABLE appointments ADD CONSTRAINT appointments_no_overlap EXCLUDE USING gist (
        text_range(provider_id::text, provider_id::text, '[]') WITH &&,
        int8range(blocked_from, blocked_until) WITH &&
    ) WHERE (status = 'confirmed')""",
)

SQLITE_GUARD = """CREATE TRIGGER appointments_no_overlap_{name} BEFORE {event} ON appointments
WHEN NEW.status = 'confirmed' AND EXISTS (
    SELECT 1 FROM appointments
    WHERE provider_id = NEW.provider_id AND status = 'confirmed' AND id <> NEW.id
    AND blocked_from < NEW.blocked_until AND blocked_from > NEW.blocked_from - 259200
    AND blocked_until > NEW.blocked_from
)
BEGIN SELECT RAISE(ABORT, 'appointments_no_overlap'); END"""


def number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "providers",
        sa.Column("number", number(), primary_key=True, comment="rises in the order they were made"),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("timezone", sa.Text, nullable=False),
        sa.Column("hours", sa.Text, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("notice", sa.Integer, nullable=False),
        sa.Column("horizon", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "api_keys",
        sa.Column("digest", sa.String(64), primary_key=True, comment="SHA-256 of the key, which is kept nowhere"),
        sa.Column("provider_id", sa.String(36), sa.ForeignKey("providers.id"), nullable=False, index=True),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "appointment_types",
        sa.Column("number", number(), primary_key=True, comment="rises in the order they were made"),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("provider_id", sa.String(36), sa.ForeignKey("providers.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.Column("buffer_before", sa.Integer, nullable=False),
        sa.Column("buffer_after", sa.Integer, nullable=False),
        sa.Column("contact_types", sa.Text, nullable=False, comment="JSON array of text"),
        sa.Column("location", sa.Text, nullable=False),
    )
    op.create_index("ix_appointment_types_provider", "appointment_types", ["provider_id", "number"])
    op.create_table(
        "appointments",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("provider_id", sa.String(36), sa.ForeignKey("providers.id"), nullable=False),
        sa.Column("type_id", sa.String(36), sa.ForeignKey("appointment_types.id"), nullable=False),
        sa.Column("uid", sa.Text, nullable=False, unique=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("starts_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("blocked_from", sa.BigInteger, nullable=False),
        sa.Column("blocked_until", sa.BigInteger, nullable=False),
        sa.Column("status", sa.String(9), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("timezone", sa.Text, nullable=False),
        sa.Column("booked_by", sa.Text, nullable=False),
        sa.Column("idempotency_digest", sa.String(64), nullable=False, unique=True),
        sa.Column("host_token", sa.String(16), nullable=False, unique=True),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.CheckConstraint("status IN ('confirmed', 'cancelled')", name="appointments_status"),
        sa.CheckConstraint(
            "blocked_from <= starts_at AND starts_at < ends_at AND ends_at <= blocked_until"
            " AND blocked_until - blocked_from <= 259200",
            name="appointments_times",
        ),
    )
    op.create_index("ix_appointments_busy", "appointments", ["provider_id", "status", "blocked_from", "blocked_until"])
    op.create_index("ix_appointments_booked_by", "appointments", ["booked_by", "ends_at"])
    op.create_table(
        "attendees",
        sa.Column("appointment_id", sa.String(36), sa.ForeignKey("appointments.id"), primary_key=True),
        sa.Column("email", sa.Text, primary_key=True, comment="normalised"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("status", sa.String(12), nullable=False, comment="PARTSTAT"),
        sa.Column("reply_token", sa.String(16), nullable=False, unique=True),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(32), primary_key=True, comment="digest of channel, account and sender"),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("timezone", sa.Text),
        sa.Column("locale", sa.Text),
        sa.Column("email", sa.Text),
        sa.Column("name", sa.Text),
    )
    op.create_table(
        "outbox",
        sa.Column("id", number(), primary_key=True),
        sa.Column("appointment_id", sa.String(36), sa.ForeignKey("appointments.id"), nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False, unique=True),
        sa.Column("payload", sa.Text, nullable=False, comment="JSON of booking.model.Invitation"),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("leased_until", sa.BigInteger),
        sa.Column("touched_at", sa.BigInteger, nullable=False, comment="last written, claimed or given back"),
        sa.Column("error", sa.Text, nullable=False),
        sa.CheckConstraint("status IN ('waiting', 'sent', 'dead', 'superseded')", name="outbox_status"),
    )
    op.create_index("ix_outbox_due", "outbox", ["status", "touched_at"])
    op.create_index("ix_outbox_reader", "outbox", ["appointment_id", "reader", "id"])
    guard()


def guard() -> None:
    if op.get_context().dialect.name == "postgresql":
        for statement in POSTGRESQL_GUARD:
            op.execute(statement)
    else:
        op.execute(SQLITE_GUARD.format(name="insert", event="INSERT"))
        op.execute(
            SQLITE_GUARD.format(name="update", event="UPDATE OF id, provider_id, status, blocked_from, blocked_until")
        )


def downgrade() -> None:
    for table in ("outbox", "people", "attendees", "appointments", "appointment_types", "api_keys", "providers"):
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP TYPE text_range")
