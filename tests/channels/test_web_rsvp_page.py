"""The page behind a link in a real browser: on a phone, without scripts, with the keyboard, in the dark."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.fixtures.links import Party, book

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from channels.bootstrap import Services

ANA, BO = "ana@guests.example", "bo@guests.example"
RATIOS = """() => {
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => {
        const [r, g, b] = numbers(colour).map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = e => {
        for (; e; e = e.parentElement) {
            const colour = getComputedStyle(e).backgroundColor;
            if (numbers(colour)[3] !== 0) return colour;
        }
        return getComputedStyle(document.body).backgroundColor;
    };
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; node = walker.nextNode();) {
        const e = node.parentElement;
        if (!node.textContent.trim() || !e.getClientRects().length) continue;
        const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
        found.push([node.textContent.trim(), (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]);
    }
    return found.filter(each => each[1] < 4.5);
}"""
SMALL = """() => [...document.querySelectorAll('button, summary, .links a, .choices label')]
    .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 44).map(e => e.textContent.trim())"""


@pytest.fixture(params=["light", "dark"])
def scriptless(request: pytest.FixtureRequest, chromium: "Browser") -> "Iterator[BrowserContext]":
    """A phone that runs no scripts."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844},
        color_scheme=request.param,
        is_mobile=True,
        has_touch=True,
        java_script_enabled=False,
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


def open_page(context: "BrowserContext", url: str, path: str, complaints: list[str]) -> "Page":
    page = context.new_page()
    page.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
    page.on("request", lambda asked: None if asked.url.startswith(url) else complaints.append(asked.url))
    page.goto(f"{url}{path[1:]}")
    return page


def test_answering_without_scripts(scriptless: "BrowserContext", web_url: str, party: Party) -> None:
    """From the link in the mail to the answer, another answer, and out of the meeting."""
    complaints: list[str] = []
    page = open_page(scriptless, web_url, f"{party.link(ANA)}?answer=yes", complaints)
    assert page.get_by_role("radio", name="Yes").is_checked()
    assert party.answers[ANA] == "NEEDS-ACTION"
    page.get_by_role("button", name="Send answer").tap()
    page.get_by_role("status").get_by_text("You are coming.").wait_for()
    assert party.answers[ANA] == "ACCEPTED"
    page.reload()
    page.get_by_role("radio", name="No").tap()
    page.get_by_role("button", name="Send answer").tap()
    page.get_by_role("status").get_by_text("You are not coming.").wait_for()
    assert party.answers[ANA] == "DECLINED"
    page.get_by_text("No reminders").tap()
    page.get_by_role("button", name="No more reminders").tap()
    page.get_by_role("button", name="Remind me again").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Calendar file").tap()
    assert download.value.suggested_filename == "invite.ics"
    page.get_by_text("Leave the meeting").tap()
    page.get_by_role("button", name="Leave it").tap()
    page.get_by_role("heading", name="You have left the meeting.").wait_for()

    assert list(party.answers) == [BO]
    assert complaints == []


def test_cancelling_takes_two_steps(scriptless: "BrowserContext", web_url: str, party: Party) -> None:
    """The host's button lies behind a question."""
    page = open_page(scriptless, web_url, party.link(), [])
    button = page.get_by_role("button", name="Cancel it for everybody")
    assert not button.is_visible()
    page.get_by_text("Cancel the meeting").tap()
    button.tap()
    page.get_by_role("status").get_by_text("The meeting is cancelled").wait_for()

    assert party.now.status == "cancelled"
    assert button.count() == 0


def test_the_keyboard_is_enough(desktop: "BrowserContext", web_url: str, party: Party) -> None:
    """From the top to the answer; what has the focus shows it."""
    page = open_page(desktop, web_url, f"{party.link(ANA)}?answer=yes", [])
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    assert page.get_by_text("Yes", exact=True).evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("You may be coming.").wait_for()

    assert party.answers[ANA] == "TENTATIVE"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(320, 568), (390, 844), (1280, 800)], ids=str)
def test_everything_can_be_read_and_touched(
    chromium: "Browser", web_services: "Services", web_url: str, scheme: str, size: tuple[int, int]
) -> None:
    """Contrast of 4.5 (WCAG 2.2, 1.4.3) for every text, 44 pixels for what is pressed, nothing wider than the screen."""
    long = "Überlangeswortohneirgendeinelücke" * 4
    party = book(web_services, title=long, location=long, video_url=f"https://video.example/{'x' * 90}")
    web_services.booking.rsvp(party.made.id, ANA, "ACCEPTED")
    web_services.booking.rsvp(party.made.id, BO, "DECLINED")
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)  # type: ignore[arg-type]
    for path in (
        party.link(ANA),
        f"{party.link(BO)}?done=answer",
        party.link(),
        f"{party.link(ANA)}/unsubscribe",
        "/rsvp/x",
    ):
        page = open_page(context, web_url, path, [])
        page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
        assert page.evaluate(RATIOS) == []
        assert page.evaluate(SMALL) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    web_services.booking.cancel(party.made.id)
    page = open_page(context, web_url, party.link(ANA), [])
    assert page.evaluate(RATIOS) == []
    context.close()
