"""`Idempotency-Key`: the same request again has no second effect, and gets the first one's answer."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from redis import Redis
from werkzeug.exceptions import BadRequest, Conflict, UnprocessableEntity

LONGEST = 255
KEPT = 24 * 3600
"""Seconds that an answer is kept."""
UNDER_WAY = 60
"""Seconds after which a request that has not been answered may be made again."""


class Repeats:
    """Remembers in Redis what was answered to the requests that carried a key, each caller's by itself."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def begin(self, caller: str, key: str, request: Mapping[str, Any]) -> "Repeat":
        """Take the key for this request; `Repeat.answer` is set if the request was made before.

        Raises:
            BadRequest: it cannot be a key.
            UnprocessableEntity: another request was made with it.
            Conflict: the same request is being dealt with at this moment.
        """
        if len(key) > LONGEST or not key.isprintable():
            raise BadRequest(f"An Idempotency-Key has at most {LONGEST} characters, all of them visible.")
        name = f"api:once:{_digest([caller, key])}"
        digest = _digest(request)
        with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.set(name, json.dumps([digest, None]), ex=UNDER_WAY, nx=True)
            pipeline.get(name)
            mine, kept = pipeline.execute()
        known, answer = json.loads(kept)
        if known != digest:
            raise UnprocessableEntity("This Idempotency-Key was used for another request; please use a new one.")
        if not mine and answer is None:
            raise Conflict("The same request is being dealt with just now; please send it again in a moment.")
        return Repeat(self._redis, name, digest, answer)


class Repeat:
    """A key that is taken; `answer` is what was answered the first time, None if this is the first."""

    def __init__(self, redis: Redis, name: str, digest: str, answer: str | None) -> None:
        self._redis, self._name, self._digest = redis, name, digest
        self.answer = answer

    def keep(self, answer: bytes) -> None:
        """Keep the answer for a day."""
        self._redis.set(self._name, json.dumps([self._digest, answer.decode()]), ex=KEPT)

    def forget(self) -> None:
        """Nothing was changed: the request may be made again."""
        self._redis.delete(self._name)


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
