"""The machine's zone is told only where that is sure."""

from pathlib import Path

import pytest

from channels import machine


@pytest.fixture(autouse=True)
def no_zone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that says nothing of its zone."""
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(machine, "LOCALTIME", tmp_path / "localtime")
    monkeypatch.setattr(machine, "TIMEZONE", tmp_path / "timezone")


def test_nothing_said() -> None:
    """Without TZ and both files nothing is told."""
    assert machine.timezone() is None


@pytest.mark.parametrize(
    ("value", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":America/New_York", "America/New_York"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("UTC", "UTC"),
        ("EST5EDT,M3.2.0,M11.1.0", None),
        ("Europe/Atlantis", None),
        ("", None),
        ("../../etc/passwd", None),
    ],
)
def test_from_the_environment(monkeypatch: pytest.MonkeyPatch, value: str, zone: str | None) -> None:
    """TZ counts when it names a zone."""
    monkeypatch.setenv("TZ", value)

    assert machine.timezone() == zone


def test_from_the_link(tmp_path: Path) -> None:
    """Where /etc/localtime is linked tells the zone; a copied file does not."""
    machine.LOCALTIME.symlink_to("/usr/share/zoneinfo/Europe/Paris")
    assert machine.timezone() == "Europe/Paris"
    machine.LOCALTIME.unlink()
    machine.LOCALTIME.write_bytes(b"TZif2")

    assert machine.timezone() is None


def test_from_debians_file() -> None:
    """Debian's /etc/timezone holds the name."""
    machine.TIMEZONE.write_text("America/Bogota\n")

    assert machine.timezone() == "America/Bogota"
