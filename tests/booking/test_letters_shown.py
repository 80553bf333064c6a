"""Mails as a browser shows them, on a phone and on a computer, in the light and in the dark."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from booking.invitations import compose
from booking.model import Attendee, Invitation
from tests.booking.test_invitations import SENDER, parts
from tests.booking.test_letters import CALENDAR, GUEST, HOST, LANGUAGES, LETTERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WORDY = replace(
    HOST,
    title="Rechtsschutzversicherungsgesellschaften" * 4,
    location="https://video.example/" + "a" * 150,
    others=(Attendee(f"{'x' * 60}@guests.example", "Name " * 15),),
)
CONTRAST = """() => {
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const seen = c => c.length < 4 || c[3] > 0;
  const back = e => parse(getComputedStyle(e).backgroundColor);
  const behind = e => !e ? [255, 255, 255] : seen(back(e)) ? back(e) : behind(e.parentElement);
  return [...document.body.querySelectorAll('*')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .map(e => { const a = light(parse(getComputedStyle(e).color)), b = light(behind(e));
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.textContent.trim().slice(0, 30)]; })
    .filter(([ratio]) => ratio < 4.5);
}"""
"""Texts of which the contrast to what is behind them is less than 4.5, as WCAG 2 demands."""


@pytest.fixture(params=[(390, "light"), (390, "dark"), (1000, "light"), (1000, "dark")], ids=str)
def sheet(chromium: "Browser", request: pytest.FixtureRequest) -> "Iterator[Page]":
    """A page to show mails on."""
    width, scheme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def show(sheet: "Page", invitation: Invitation) -> None:
    sheet.set_content(parts(compose(invitation, SENDER))["text/html"].get_content())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_fits_and_can_be_read(sheet: "Page", language: str) -> None:
    """Nothing sticks out at the side, no text is too pale, and a thumb finds each button."""
    for invitation in (*LETTERS.values(), *CALENDAR.values(), WORDY):
        show(sheet, replace(invitation, locale=language))

        assert sheet.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        assert sheet.evaluate(CONTRAST) == []
        boxes = [button.bounding_box() for button in sheet.locator("a.button").all()]
        assert all(box and box["height"] >= 42 and box["width"] >= 44 for box in boxes)


def test_the_first_button_stands_out(sheet: "Page") -> None:
    """Three in a row, the first of another colour."""
    show(sheet, GUEST)
    buttons = sheet.locator("a.button")

    assert buttons.all_inner_texts() == ["Yes", "Maybe", "No"]
    assert len({button.bounding_box()["y"] for button in buttons.all()}) == 1  # type: ignore[index]
    colours = [button.evaluate("e => getComputedStyle(e).backgroundColor") for button in buttons.all()]
    assert colours[0] != colours[1] == colours[2]
