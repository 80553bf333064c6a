"""Which channels are mounted, and what stops the start."""

from pathlib import Path

import pytest

from channels import registry
from channels.adapters.messenger import Messenger
from channels.adapters.whatsapp import WhatsApp
from channels.base import Channel
from channels.errors import Misconfigured
from channels.settings import Settings
from tests.fixtures.networks import KITS, channel_settings

MESSENGER = {"messenger_page_token": "t", "messenger_app_secret": "s", "messenger_verify_token": "v"}
WHATSAPP = {"twilio_account_sid": "AC1", "twilio_auth_token": "t", "twilio_whatsapp_from": "whatsapp:+1"}
ADAPTERS = Path(registry.__file__).parent / "adapters"


def build(**values: object) -> dict[str, Channel]:
    return registry.build(Settings().replace(**values))


def test_nothing_set_means_no_channel() -> None:
    assert build() == {}
    assert build(public_url="https://bot.example.org", messenger_page_token="") == {}


def test_a_channel_whose_secrets_are_set_is_mounted() -> None:
    channels = build(**MESSENGER)

    assert list(channels) == ["messenger"]
    assert isinstance(channels["messenger"], Messenger)


def test_whatsapp_needs_the_public_url() -> None:
    assert isinstance(build(**WHATSAPP, public_url="https://bot.example.org")["whatsapp"], WhatsApp)
    with pytest.raises(Misconfigured, match="PUBLIC_URL is not: set it for WhatsApp"):
        build(**WHATSAPP)


@pytest.mark.parametrize("secrets", [MESSENGER, WHATSAPP], ids=["messenger", "whatsapp"])
def test_one_missing_secret_stops_the_start_and_is_named(secrets: dict[str, str]) -> None:
    for missing in secrets:
        some = {name: value for name, value in secrets.items() if name != missing}

        with pytest.raises(Misconfigured, match=f"{missing.upper()} is not"):
            build(**some, public_url="https://bot.example.org")


def test_several_missing_secrets_are_all_named() -> None:
    with pytest.raises(Misconfigured) as caught:
        build(messenger_page_token="EAAsecret")

    assert str(caught.value) == (
        "MESSENGER_PAGE_TOKEN is set but MESSENGER_APP_SECRET and MESSENGER_VERIFY_TOKEN are not: "
        "set them for Facebook Messenger, or unset all of its settings."
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("twilio_buttons_sids", {2: "HX1"}),
        ("twilio_list_sids", {4: "HX1"}),
        ("twilio_shared_keys", {"SK1": "hunter2"}),
        ("whatsapp_provider", "hunter2"),
        ("messenger_provider", "hunter2"),
    ],
)
def test_what_means_nothing_without_its_channel_stops_the_start(name: str, value: object) -> None:
    with pytest.raises(Misconfigured, match=f"{name.upper()} is set but .*_TOKEN.* are not: set them for") as caught:
        build(**{name: value}, public_url="https://bot.example.org")

    assert "hunter2" not in str(caught.value)


def test_whatsapp_shows_three_buttons_at_most() -> None:
    with pytest.raises(Misconfigured, match="TWILIO_LIST_SIDS"):
        build(**WHATSAPP, public_url="https://bot.example.org", twilio_buttons_sids={4: "HX1"})


def test_every_setting_of_every_channel_exists() -> None:
    for entry in registry.CHANNELS:
        assert set(entry.secrets) | set(entry.needs) | set(entry.options) <= set(Settings.model_fields)
        assert registry.provider_setting(entry.name) in Settings.model_fields


def test_every_adapter_is_registered_and_under_the_contract() -> None:
    channels = registry.build(channel_settings())

    modules = {type(channel).__module__.rpartition(".")[2] for channel in channels.values()}
    assert modules == {path.stem for path in ADAPTERS.glob("*.py")} - {"__init__"}
    assert all(channel.name == name for name, channel in channels.items())
    assert set(channels) == {entry.name for entry in registry.CHANNELS} == set(KITS)


def test_secrets_do_not_show_when_a_channel_is_printed() -> None:
    for channel in registry.build(channel_settings()).values():
        assert "secret" not in repr(channel).lower()
