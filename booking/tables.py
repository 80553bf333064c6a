"""The tables, the same on SQLite and PostgreSQL. Whatever changes here needs a revision in `migrations`."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
)

from booking.storage import MAX_BLOCKED, Instant

metadata = MetaData()
_Number = BigInteger().with_variant(Integer, "sqlite")

providers = Table(
    "providers",
    metadata,
    Column("number", _Number, primary_key=True, comment="rises in the order they were made"),
    Column("id", String(36), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("hours", Text, nullable=False),
    Column("step", Integer, nullable=False),
    Column("notice", Integer, nullable=False),
    Column("horizon", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("horizon_days", String(8), nullable=False, server_default="calendar"),
    Column("daily_limit", Integer),
    Column("weekly_limit", Integer),
    Column("dispatch", String(4), nullable=False, server_default="each"),
)

date_overrides = Table(
    "date_overrides",
    metadata,
    Column("provider_id", ForeignKey("providers.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("hours", Text, nullable=False, comment="empty for a day off"),
)

time_off = Table(
    "time_off",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("provider_id", ForeignKey("providers.id"), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("note", Text, nullable=False),
    Index("ix_time_off_provider", "provider_id", "ends_at"),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("digest", String(64), primary_key=True, comment="SHA-256 of the key, which is kept nowhere"),
    Column("provider_id", ForeignKey("providers.id"), nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
    Column("id", String(36), nullable=False, server_default=""),
    Column("name", Text, nullable=False, server_default=""),
    Column("prefix", String(16), nullable=False, server_default=""),
    Column("revoked_at", Instant),
    Index("ix_api_keys_id", "id", unique=True),
)

appointment_types = Table(
    "appointment_types",
    metadata,
    Column("number", _Number, primary_key=True, comment="rises in the order they were made"),
    Column("id", String(36), nullable=False, unique=True),
    Column("provider_id", ForeignKey("providers.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("buffer_before", Integer, nullable=False),
    Column("buffer_after", Integer, nullable=False),
    Column("contact_types", Text, nullable=False, comment="JSON array of text"),
    Column("location", Text, nullable=False),
    Column("video_url", Text, nullable=False, server_default=""),
    Column("shared", Boolean, nullable=False, server_default=false()),
    Column("reminders", Text, nullable=False, server_default="1440,60", comment="minutes before the start"),
    Index("ix_appointment_types_provider", "provider_id", "number"),
)

appointments = Table(
    "appointments",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("provider_id", ForeignKey("providers.id"), nullable=False),
    Column("type_id", ForeignKey("appointment_types.id"), nullable=False),
    Column("uid", Text, nullable=False, unique=True),
    Column("sequence", Integer, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("blocked_from", Instant, nullable=False),
    Column("blocked_until", Instant, nullable=False),
    Column("status", String(9), nullable=False),
    Column("title", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("booked_by", Text, nullable=False),
    Column("idempotency_digest", String(64), nullable=False, unique=True),
    Column("host_token", String(16), nullable=False, unique=True),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("contact_type", Text, nullable=False, server_default=""),
    Column("video_url", Text, nullable=False, server_default=""),
    Column("locale", Text, nullable=False, server_default="en", comment="of whoever booked"),
    Column("dispatch", String(4), nullable=False, server_default="each", comment="the host's, as it was when booked"),
    Column("guests_token", String(16), comment="of the reply address that all guests share, where there is one"),
    Column("host_link", String(26), comment="the word in the host's link"),
    Column("host_status", String(12), nullable=False, server_default="NEEDS-ACTION", comment="PARTSTAT of the host"),
    Column("next_reminder_at", Instant, comment="when the next reminder is due; none is when it is empty"),
    Column("tell_at", Instant, comment="when whoever booked hears of the answers since told_event"),
    Column("told_event", _Number, nullable=False, server_default="0"),
    CheckConstraint("status IN ('confirmed', 'cancelled')", name="appointments_status"),
    CheckConstraint(
        "blocked_from <= starts_at AND starts_at < ends_at AND ends_at <= blocked_until"
        f" AND blocked_until - blocked_from <= {MAX_BLOCKED}",
        name="appointments_times",
    ),
    Index("ix_appointments_busy", "provider_id", "status", "blocked_from", "blocked_until"),
    Index("ix_appointments_booked_by", "booked_by", "ends_at"),
    Index("ix_appointments_starts", "provider_id", "starts_at", "id"),
    Index("ix_appointments_reminder", "next_reminder_at"),
    Index("ix_appointments_tell", "tell_at"),
    Index("ix_appointments_guests_token", "guests_token", unique=True),
    Index("ix_appointments_host_link", "host_link", unique=True),
)

attendees = Table(
    "attendees",
    metadata,
    Column("appointment_id", ForeignKey("appointments.id"), primary_key=True),
    Column("email", Text, primary_key=True, comment="normalised"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("status", String(12), nullable=False, comment="PARTSTAT"),
    Column("reply_token", String(16), nullable=False, unique=True),
    Column("phone", Text, nullable=False, server_default=""),
    Column("booked_by", Text, nullable=False, server_default=""),
    Column("sequence", Integer, nullable=False, server_default="0", comment="of the last mail to them"),
    Column("left_at", Instant, comment="when they left or were removed"),
    Column("link", String(26), comment="the word in their link"),
    Column("answered_sequence", Integer, comment="SEQUENCE of the last answer by mail"),
    Column("answered_at", Instant, comment="DTSTAMP of the last answer"),
    Column("unreachable", Text, nullable=False, server_default="", comment="why their mail came back"),
    Index("ix_attendees_email", "email"),
    Index("ix_attendees_booked_by", "booked_by"),
    Index("ix_attendees_link", "link", unique=True),
)

requests = Table(
    "requests",
    metadata,
    Column("digest", String(64), primary_key=True, comment="of the idempotency key"),
    Column("appointment_id", ForeignKey("appointments.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_requests_created", "created_at"),
)

events = Table(
    "events",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("appointment_id", ForeignKey("appointments.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("attendee", Text, nullable=False, comment="normalised address; empty for all or none"),
    Column("detail", Text, nullable=False),
    Index("ix_events_appointment", "appointment_id", "id"),
    Index("ix_events_attendee", "attendee"),
    Index("ix_events_actor", "actor"),
)

people = Table(
    "people",
    metadata,
    Column("id", String(32), primary_key=True, comment="digest of channel, account and sender"),
    Column("channel", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("timezone", Text),
    Column("locale", Text),
    Column("email", Text),
    Column("name", Text),
    Column("address", Text, comment="where they are written to, once they have booked"),
    Index("ix_people_email", "email"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("appointment_id", ForeignKey("appointments.id"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("message_id", Text, nullable=False, unique=True),
    Column(
        "payload",
        Text,
        nullable=False,
        comment="JSON of booking.model.Invitation",
    ),
    Column("kind", String(4), nullable=False, server_default="mail", comment="mail, or chat to the person `reader`"),
    Column("status", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("leased_until", Instant),
    Column("touched_at", Instant, nullable=False, comment="last written, claimed or given back"),
    Column("error", Text, nullable=False),
    CheckConstraint("status IN ('waiting', 'sent', 'dead', 'superseded')", name="outbox_status"),
    Index("ix_outbox_due", "status", "touched_at"),
    Index("ix_outbox_reader", "appointment_id", "reader", "id"),
    Index("ix_outbox_address", "reader"),
)

tallies = Table(
    "tallies",
    metadata,
    Column("subject", String(80), primary_key=True, comment="what is counted, and a digest of for whom"),
    Column("window_start", Instant, primary_key=True),
    Column("count", Integer, nullable=False),
    Index("ix_tallies_window", "window_start"),
)

wishes = Table(
    "wishes",
    metadata,
    Column("subject", Text, primary_key=True, comment="a normalised address or the id of a person"),
    Column("unwanted", String(11), primary_key=True, comment="invitations or reminders"),
    Column("at", Instant, nullable=False),
)

received = Table(
    "received",
    metadata,
    Column("digest", String(64), primary_key=True, comment="SHA-256 of the mail"),
    Column("received_at", Instant, nullable=False),
    Column("appointment_id", ForeignKey("appointments.id"), index=True),
    Column("outcome", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False, comment="the mail, as evidence for some days"),
    Index("ix_received_at", "received_at"),
)

proposals = Table(
    "proposals",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("appointment_id", ForeignKey("appointments.id"), nullable=False),
    Column("email", Text, nullable=False, comment="whose COUNTER it is, normalised"),
    Column("sequence", Integer, nullable=False, comment="as in the COUNTER"),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("words", Text, nullable=False),
    Column("status", String(8), nullable=False),
    Column("created_at", Instant, nullable=False),
    CheckConstraint("status IN ('open', 'accepted', 'declined')", name="proposals_status"),
    Index("ix_proposals_appointment", "appointment_id", "created_at"),
    Index("ix_proposals_email", "email"),
)

feeds = Table(
    "feeds",
    metadata,
    Column("digest", String(64), primary_key=True, comment="SHA-256 of the secret, which is kept nowhere"),
    Column("id", String(36), nullable=False, unique=True),
    Column("provider_id", ForeignKey("providers.id"), nullable=False, index=True),
    Column("shows", String(7), nullable=False, comment="details or busy"),
    Column("created_at", Instant, nullable=False),
    Column("revoked_at", Instant),
)

calendars = Table(
    "calendars",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("provider_id", ForeignKey("providers.id"), nullable=False, index=True),
    Column("kind", String(6), nullable=False, comment="ics or caldav"),
    Column("host", Text, nullable=False, comment="of the URL, to show"),
    Column("url", Text, nullable=False, comment="encrypted"),
    Column("etag", Text, nullable=False, server_default=""),
    Column("last_modified", Text, nullable=False, server_default=""),
    Column("created_at", Instant, nullable=False),
    Column("fetched_at", Instant, comment="last asked for"),
    Column("read_at", Instant, comment="last found good"),
    Column("next_at", Instant, comment="when it is due again; empty: never, it is gone"),
    Column("leased_until", Instant),
    Column("failures", Integer, nullable=False, server_default="0", comment="since it was last found good"),
    Column("problem", Text, nullable=False, server_default="", comment="why it cannot be read"),
    Column("warning", Text, nullable=False, server_default="", comment="what in it could not be understood"),
    Column("events", Integer, nullable=False, server_default="0"),
    Index("ix_calendars_next", "next_at"),
)

busy_times = Table(
    "busy_times",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("calendar_id", ForeignKey("calendars.id"), nullable=False, index=True),
    Column("provider_id", ForeignKey("providers.id"), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False, comment="at most MAX_BLOCKED after the start; longer times are cut up"),
    Index("ix_busy_times_provider", "provider_id", "starts_at", "ends_at"),
)
