"""Whatever happens to a meeting, each guest's calendar ends up showing what is true for that guest."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booking import appointments, notices, outbox
from booking.errors import Refusal
from booking.hosts import NewType
from booking.model import Appointment, Attendee, Dispatch, Invitation, Invitee, Reach
from booking.storage import writing
from tests.booking.office import Calendar, berlin

GUESTS = tuple(f"guest{number}@guests.example" for number in range(3))
REACH = Reach("bookings@convoke.example", "bookings+{token}@convoke.example", "https://meet.example")
STARTS = tuple(berlin(f"2026-11-24T{hour:02}:00") for hour in (9, 11, 13, 15))
ACTS = st.one_of(
    st.tuples(st.just("join"), st.sampled_from(GUESTS)),
    st.tuples(st.just("leave"), st.sampled_from(GUESTS)),
    st.tuples(st.just("answer"), st.sampled_from(GUESTS)),
    st.tuples(st.just("remind"), st.sampled_from(GUESTS)),
    st.tuples(st.just("again"), st.sampled_from(GUESTS)),
    st.tuples(st.just("move"), st.sampled_from(STARTS)),
    st.tuples(st.just("wait"), st.sampled_from([0, 1])),
    st.tuples(st.just("mail"), st.integers(1, 4)),
    st.tuples(st.just("mail"), st.just(10)),
    st.tuples(st.just("fail"), st.integers(1, 2)),
)


@dataclass
class Program:
    """A calendar program: it takes what is newer (RFC 5546 section 2.1.5), the rest it lets lie."""

    version: tuple[int, datetime] | None = None
    start: datetime | None = None

    def open(self, mail: Invitation) -> None:
        """Receive a mail; a letter without a calendar part changes nothing."""
        if mail.subject != "calendar":
            return
        version = (mail.sequence, mail.updated_at)
        if self.version is not None and version < self.version:
            return
        if version == self.version:
            assert (self.start is None) == (mail.method == "CANCEL")
        self.version = version
        self.start = mail.start if mail.method == "REQUEST" else None


def send(calendar: Calendar, programs: dict[str, Program], limit: int, told: list[Invitation]) -> None:
    """Be the worker for some mails; each arrives twice, and is not newer the second time."""
    for row in outbox.due(calendar.engine, calendar.clock.now, timedelta(0), limit):
        if claimed := outbox.claim(calendar.engine, row, calendar.clock.now):
            outbox.sent(calendar.engine, row, calendar.clock.now)
            for email in claimed.invitation.recipients:
                program = programs.setdefault(email, Program())
                program.open(claimed.invitation)
                program.open(claimed.invitation)
            told.append(claimed.invitation)


def fail(calendar: Calendar, limit: int) -> None:
    """Be the worker whom the mail server sends away, for a minute."""
    now = calendar.clock.now
    for row in outbox.due(calendar.engine, now, timedelta(0), limit):
        if claimed := outbox.claim(calendar.engine, row, now):
            outbox.failed(calendar.engine, row, claimed.attempts, now, "", retry_at=now + timedelta(minutes=1))


def write_beside(calendar: Calendar, made: Appointment, what: str, reader: Attendee) -> None:
    """Remind somebody, or send them the present invitation once more."""
    with writing(calendar.engine) as connection:
        provider, present = appointments.lock(connection, made.id)
        about = (present, provider, REACH, reader, calendar.clock.now)
        if what == "remind":
            notices.letter(connection, "reminder", *about)
        elif present.status == "confirmed":
            notices.again(connection, *about)


def act(calendar: Calendar, made: Appointment, what: str, value: object) -> None:
    """Do it, or be refused."""
    service = calendar.service
    seated = {each.email: each for each in service.appointment(made.id).attendees}.get(str(value))
    try:
        if what == "join":
            service.join(made.id, Invitee(str(value)))
        elif what == "leave" and seated:
            service.leave(made.id, seated.email)
        elif what == "answer" and seated:
            service.rsvp(made.id, seated.email, "ACCEPTED")
        elif what in ("remind", "again") and seated:
            write_beside(calendar, made, what, seated)
        elif what == "move" and isinstance(value, datetime):
            service.reschedule(made.id, value)
        elif what == "wait":
            calendar.clock.move(seconds=int(str(value)))
        elif what == "cancel":
            service.cancel(made.id)
    except Refusal as refused:
        assert refused.reason in {"cancelled", "full"}  # noqa: PT017


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("dispatch", "capacity"), [("each", 1), ("each", 3), ("all", 2), ("all", 3)])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=6, max_size=30), end=st.sampled_from([[], [("cancel", None)]]))
def test_each_calendar_shows_what_is_true(
    calendar: Calendar,
    dispatch: Dispatch,
    capacity: int,
    acts: list[tuple[str, object]],
    end: list[tuple[str, None]],
) -> None:
    """However the acts and the mails of different guests come between each other, also within one second; whether each
    guest is written to alone or all are at once, and whatever letters go out beside."""
    send(calendar, {}, 1000, [])
    host = calendar.new_host()
    calendar.service.edit_provider(host.id, dispatch=dispatch)
    type_ = calendar.service.add_type(host.id, NewType("Group", 60, capacity=capacity))
    request = replace(calendar.request("2026-11-24T10:00", type=type_, key=host.id), attendees=())
    made = calendar.service.open_group(request)
    programs: dict[str, Program] = {}
    told: list[Invitation] = []

    begin = [("join", guest) for guest in GUESTS[: capacity - 1]]
    for what, value in [*begin, ("move", STARTS[0]), *acts, *end]:
        before = calendar.service.appointment(made.id)
        if what == "mail":
            send(calendar, programs, int(str(value)), told)
        elif what == "fail":
            fail(calendar, int(str(value)))
        act(calendar, made, what, value)
        after = calendar.service.appointment(made.id)
        assert after.sequence >= before.sequence
        if (after.start, after.status) != (before.start, before.status):
            assert after.sequence > before.sequence
    calendar.clock.move(minutes=2)
    while outbox.due(calendar.engine, calendar.clock.now, timedelta(0), 1):
        send(calendar, programs, 100, told)

    last = calendar.service.appointment(made.id)
    stands = last.status == "confirmed"
    invited = {each.email for each in last.attendees if stands} | ({host.email} if stands else set())
    assert {email for email, program in programs.items() if program.start} == invited
    assert {program.start for program in programs.values() if program.start} <= {last.start}
    for guest in GUESTS:
        mails = [mail for mail in told if guest in mail.recipients]
        sequences = [mail.sequence for mail in mails]
        assert sequences == sorted(sequences)
        assert dispatch == "all" or all(mail.recipients == (guest,) and not mail.others for mail in mails)
        assert len({mail.organizer for mail in mails if mail.subject == "calendar"}) <= 1
