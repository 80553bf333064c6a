"""The chat networks that there are: the only list of them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from channels.adapters.messenger import Messenger
from channels.adapters.whatsapp import WhatsApp
from channels.base import Channel
from channels.errors import Misconfigured

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Entry:
    """One network. It is mounted when its `secrets` are set; then the settings in `needs` must be, too.

    The settings in `options` mean nothing without it. All hold names of fields of the settings; `make` builds the
    channel from them.
    """

    name: str
    title: str
    secrets: tuple[str, ...]
    make: Callable[[Any, Clock], Channel]
    needs: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


def _messenger(settings: Any, clock: Clock) -> Channel:
    return Messenger(
        page_token=settings.messenger_page_token,
        app_secret=settings.messenger_app_secret,
        verify_token=settings.messenger_verify_token,
        url=settings.messenger_graph_url,
        version=settings.messenger_graph_version,
        clock=clock,
    )


def _whatsapp(settings: Any, clock: Clock) -> Channel:
    if any(count > 3 for count in settings.twilio_buttons_sids):
        raise Misconfigured("TWILIO_BUTTONS_SIDS names a template for more than 3: put it into TWILIO_LIST_SIDS.")
    return WhatsApp(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token,
        sender=settings.twilio_whatsapp_from,
        url=settings.twilio_api_url,
        shared_keys=settings.twilio_shared_keys,
        buttons=settings.twilio_buttons_sids,
        lists=settings.twilio_list_sids,
        notice=settings.twilio_notice_sid,
        clock=clock,
    )


PULLING = frozenset({"web", "terminal"})
"""Where people fetch what is for them, because nothing can be sent there."""

CHANNELS = (
    Entry(
        name="messenger",
        title="Facebook Messenger",
        secrets=("messenger_page_token", "messenger_app_secret", "messenger_verify_token"),
        make=_messenger,
        options=("messenger_provider",),
    ),
    Entry(
        name="whatsapp",
        title="WhatsApp (Twilio)",
        secrets=("twilio_account_sid", "twilio_auth_token", "twilio_whatsapp_from"),
        make=_whatsapp,
        needs=("public_url",),
        options=(
            "twilio_buttons_sids",
            "twilio_list_sids",
            "twilio_notice_sid",
            "twilio_shared_keys",
            "whatsapp_provider",
        ),
    ),
)


def _utc_now() -> datetime:
    return datetime.now(UTC)


def build(settings: Any, clock: Clock = _utc_now) -> dict[str, Channel]:
    """The channels whose secrets are set, by name.

    Raises `Misconfigured` when some settings of a channel are there and others are missing.
    """
    return {entry.name: entry.make(settings, clock) for entry in CHANNELS if _configured(entry, settings)}


def provider_of(settings: Any, name: str) -> str | None:
    """The id of the provider who answers on the channel `name`; None: the oldest."""
    found: str | None = getattr(settings, provider_setting(name))
    return found


def provider_setting(name: str) -> str:
    """The setting that names the provider who answers on the channel `name`."""
    return f"{name.replace('-', '_')}_provider"


def check_providers(settings: Any, names: Iterable[str], ids: Collection[str]) -> None:
    """Whether everybody who is to answer on these channels is one of the providers `ids`.

    Raises `Misconfigured` when somebody is not.
    """
    for name in names:
        if provider_of(settings, name) not in (None, *ids):
            raise Misconfigured(
                f"{provider_setting(name).upper()} names no provider: set it to an id that `convoke provider list` "
                "shows, or unset it for the oldest."
            )


def _configured(entry: Entry, settings: Any) -> bool:
    present = [name for name in (*entry.secrets, *entry.options) if getattr(settings, name)]
    if not present:
        return False
    missing = [name for name in (*entry.secrets, *entry.needs) if not getattr(settings, name)]
    if missing:
        raise Misconfigured(
            f"{present[0].upper()} is set but {_listed(missing)} {'is' if len(missing) == 1 else 'are'} not: "
            f"set {'it' if len(missing) == 1 else 'them'} for {entry.title}, or unset all of its settings."
        )
    return True


def _listed(names: list[str]) -> str:
    *others, last = [name.upper() for name in names]
    return f"{', '.join(others)} and {last}" if others else last
