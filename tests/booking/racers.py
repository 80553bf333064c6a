"""Bookers that start together, in threads and in processes."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.pool import Pool
from multiprocessing.synchronize import Barrier as ProcessBarrier
from threading import Barrier
from typing import TypeVar

from booking.errors import Refusal
from booking.model import Appointment, BookingRequest
from booking.services import BookingService
from booking.storage import open_engine
from tests.booking.office import StoppedClock

PROCESSES = 4
Result = TypeVar("Result")
_start: list[ProcessBarrier] = []


def at_once(count: int, work: Callable[[int], Result]) -> list[Result]:
    """What so many threads, let loose together, return."""
    ready = Barrier(count)

    def run(number: int) -> Result:
        ready.wait(30)
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def try_to_book(service: BookingService, request: BookingRequest) -> Appointment | str:
    """The appointment, or why not."""
    try:
        return service.book(request)
    except Refusal as refused:
        return refused.reason


def processes() -> Pool:
    """So many processes, waiting for something to book."""
    context = get_context("spawn")
    return context.Pool(PROCESSES, initializer=_line_up, initargs=(context.Barrier(PROCESSES),))


def in_processes(pool: Pool, url: str, requests: Iterable[list[BookingRequest]]) -> list[str]:
    """How each request ended (an id, or why not): each list of them in a process of its own, each one in a thread."""
    ended = pool.starmap(_book, [(url, each) for each in requests], chunksize=1)
    return [each for process in ended for each in process]


def _line_up(start: ProcessBarrier) -> None:
    _start.append(start)


def _book(url: str, requests: list[BookingRequest]) -> list[str]:
    engine = open_engine(url)
    service = BookingService(engine, clock=StoppedClock(), mail_from="b@convoke.example", announce=lambda _: None)
    _start[0].wait(60)
    found = at_once(len(requests), lambda number: try_to_book(service, requests[number]))
    engine.dispose()
    return [each if isinstance(each, str) else each.id for each in found]
