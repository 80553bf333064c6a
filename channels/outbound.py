"""Calls to networks over HTTP, by the worker only.

What networks offer for sending is not idempotent: a call is made again only when the first certainly was not taken.
"""

import logging
from collections.abc import Mapping

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError
from urllib3.util import Retry

from channels.errors import ChannelError, Permanent, Retryable

TIMEOUT = (3.05, 10.0)
"""Seconds to connect and to wait for the answer."""

PAUSE = 60.0
"""Seconds to wait where a network limits us without saying for how long."""

_LONGEST_PAUSE = 3600.0


def session() -> requests.Session:
    """A pooled session that tries a connection three times, and a request that went out only once."""
    made = requests.Session()
    retry = Retry(total=2, connect=2, read=False, redirect=False, status=0, other=0, respect_retry_after_header=False)
    adapter = HTTPAdapter(max_retries=retry, pool_maxsize=16)
    made.mount("https://", adapter)
    made.mount("http://", adapter)
    for logger in ("urllib3.connectionpool", "urllib3.util.retry"):
        logging.getLogger(logger).addFilter(_names_no_token)
    return made


def _names_no_token(record: logging.LogRecord) -> bool:
    """Whether a log record may be kept: urllib3 logs whole URLs, and some networks want their token there."""
    return "access_token" not in record.getMessage()


def unanswered(network: str, error: requests.RequestException) -> ChannelError:
    """What a call without an answer means: it can be made again unless it may have been taken already."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    never_went_out = isinstance(
        error, (requests.ConnectTimeout, requests.exceptions.ProxyError, requests.exceptions.SSLError)
    ) or isinstance(reason, NewConnectionError)
    if never_went_out:
        return Retryable(f"{network} could not be reached ({type(error).__name__}).")
    return Permanent(f"{network} did not answer ({type(error).__name__}); the message may have been delivered.")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that a Retry-After header asks for, an hour at most; None where there is none in seconds."""
    value = headers.get("Retry-After", "")
    return min(float(value), _LONGEST_PAUSE) if value.isascii() and value.isdigit() else None
