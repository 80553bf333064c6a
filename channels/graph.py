"""Facebook's Graph API as far as we call it, by the worker only: sending messages, and people's names."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import orjson
import requests
from pymessenger.bot import Bot

from channels import outbound
from channels.errors import ChannelError, OutsideWindow, Permanent, Retryable
from channels.payload import mapping, number, text

_TEMPORARY = {1, 2, 1200}
_LIMITED = {4, 17, 32, 613}
_OUTSIDE_WINDOW = (10, 2018278)
_MEANINGS = {
    10: "the person wrote more than 24 hours ago, or the page is restricted",
    190: "the page token is invalid or has expired: set MESSENGER_PAGE_TOKEN anew",
    200: "the page may not write to this person",
    551: "this person cannot be written to at present",
}


class GraphBot(Bot):  # type: ignore[misc]
    """pymessenger's Bot with time-outs, one pooled session, a Graph version of today and errors that are told.

    `url` is the API without version, `version` like "25.0". Every call may raise `Retryable` or `Permanent`; neither
    names the token, which Graph wants in the query string.
    """

    def __init__(self, token: str, app_secret: str, url: str, version: str) -> None:
        super().__init__(token, app_secret=app_secret, api_version=version)
        self.graph_url = f"{url.rstrip('/')}/v{version.removeprefix('v')}"
        self._session = outbound.session()
        self._message = self._prepared("POST", "me/messages")
        self._message.headers["Content-Type"] = "application/json"
        self._environment = self._session.merge_environment_settings(self.graph_url, {}, None, None, None)

    def send_raw(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Call the Send API once."""
        if "message" in payload:
            payload = {"messaging_type": "RESPONSE", **payload}
        request = self._message.copy()
        request.prepare_body(orjson.dumps(payload), None)
        return self._call(request)

    def name(self, psid: str) -> str:
        """The name of a person who wrote to the page, "" when it has none."""
        found = self._call(self._prepared("GET", quote(psid, safe=""), fields="first_name,last_name,name"))
        parts = (text(found.get("first_name")), text(found.get("last_name")))
        return text(found.get("name")) or " ".join(filter(None, parts))

    def _prepared(self, method: str, path: str, **query: str) -> requests.PreparedRequest:
        request = requests.Request(method, f"{self.graph_url}/{path}", params={**query, **self.auth_args})
        return self._session.prepare_request(request)

    def _call(self, request: requests.PreparedRequest) -> dict[str, Any]:
        """Call straight through the session's adapter: its cookies, hooks and redirects are half the time of a call."""
        try:
            adapter = self._session.get_adapter(self.graph_url)
            response = adapter.send(request, timeout=outbound.TIMEOUT, **self._environment)
            response.content  # noqa: B018 - read while its errors are looked for
        except requests.RequestException as error:
            raise outbound.unanswered("Graph", error) from None
        return _result(response)


def _result(response: requests.Response) -> dict[str, Any]:
    try:
        result = orjson.loads(response.content)
    except orjson.JSONDecodeError:
        result = None
    if response.status_code == 200 and isinstance(result, dict) and "error" not in result:
        return result
    raise _failure(response, mapping(mapping(result).get("error")))


def _failure(response: requests.Response, error: Mapping[str, object]) -> ChannelError:
    status, code, subcode = response.status_code, number(error.get("code")), number(error.get("error_subcode"))
    sentence = f"Graph answered {status}, code {code}/{subcode}, trace {text(error.get('fbtrace_id'))[:40]}"
    if code in _LIMITED or status == 429:
        return Retryable(sentence, outbound.retry_after(response.headers) or outbound.PAUSE)
    if code in _TEMPORARY or status >= 500:
        return Retryable(sentence, outbound.retry_after(response.headers))
    if (code, subcode) == _OUTSIDE_WINDOW:
        return OutsideWindow(f"{sentence}: {_MEANINGS[code]}")
    return Permanent(f"{sentence}: {_MEANINGS.get(code, 'it will not take this message')}")
