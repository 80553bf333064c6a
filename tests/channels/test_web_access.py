"""The chat page can be used by everybody: with the keyboard alone, on a phone, magnified, in the dark, unseen."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.fixtures.browser import MESSAGES, PEOPLE, Chat, in_view


def test_a_meeting_is_booked_with_the_keyboard_alone(chat: Chat, booked: Callable[[], int]) -> None:
    """Tab, arrows and Enter reach everything in the order of reading; what has the focus can be seen."""
    chat.open()
    chat.choice("Book a meeting").wait_for()
    keyboard = chat.page.keyboard

    assert chat.focused() == "Your message"
    for expected in ("Help", "My meetings", "Book a meeting", "Conversation", "New conversation"):
        keyboard.press("Shift+Tab")
        assert chat.focused() == expected
        assert chat.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
    for expected in ("Conversation", "Book a meeting"):
        keyboard.press("Tab")
        assert chat.focused() == expected

    keyboard.press("Enter")
    chat.choice("60-minute group session").wait_for()
    assert chat.focused() == "Book a meeting"
    keyboard.press("Enter")  # has been pressed, and stays so
    keyboard.press("Tab")
    assert chat.focused().startswith("60-minute meeting")
    for _ in range(3):
        keyboard.press("ArrowRight")
    assert chat.focused().startswith("60-minute group session")
    keyboard.press("Space")
    chat.choice("Tue, May 12").wait_for()
    keyboard.press("Tab")
    keyboard.press("ArrowDown")
    assert chat.focused() == "Tue, May 12"
    keyboard.press("Enter")
    chat.choice("7:00 AM").wait_for()
    for _ in range(9):
        keyboard.press("Tab")
    assert chat.focused() == "7:00 AM"
    keyboard.press("Enter")
    chat.hears("e-mail addresses")
    assert chat.focused() == "7:00 AM"
    keyboard.type(PEOPLE)  # goes to where one writes
    assert chat.focused() == "Your message"
    assert chat.input.input_value() == PEOPLE
    keyboard.press("Enter")
    chat.choice("Book it").wait_for()
    assert chat.input.input_value() == ""
    for _ in range(5):
        keyboard.press("Shift+Tab")
    assert chat.focused() == "Book it"
    assert booked() == 0
    keyboard.press("Enter")
    chat.page.wait_for_function("document.querySelectorAll('.message.you').length === 6")
    chat.page.get_by_text("Booked").first.wait_for()

    assert booked() == 1
    assert chat.complaints == []


def test_enter_sends_and_shift_enter_does_not(chat: Chat) -> None:
    """Neither does the Enter that ends a word in an input method; what is empty is not sent."""
    chat.open().choice("Help").wait_for()
    chat.input.press_sequentially("one")
    chat.input.press("Shift+Enter")
    chat.input.press_sequentially("two")
    chat.input.evaluate(
        "e => e.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )

    assert chat.input.input_value() == "one\ntwo"
    assert chat.said.count() == 0
    chat.input.press("Enter")
    chat.said.wait_for()
    assert chat.said.inner_text().endswith("one\ntwo")
    chat.input.press("Enter")
    chat.say("   ")
    assert chat.said.count() == 1


def test_a_phone(pocket: Chat, booked: Callable[[], int]) -> None:
    """Nothing is wider than the screen, targets are large, the keyboard neither springs up nor hides the input."""
    pocket.open().choice("Book a meeting").wait_for()

    assert pocket.page.evaluate("document.activeElement === document.body")
    pocket.page.get_by_role("button", name="Book a meeting").tap()
    pocket.choice("60-minute group session").tap()
    pocket.choice("Tue, May 12").tap()
    pocket.choice("7:00 AM").tap()
    pocket.hears("e-mail addresses")
    assert pocket.page.evaluate("document.activeElement !== document.querySelector('textarea')")
    pocket.input.tap()
    pocket.page.set_viewport_size({"width": 390, "height": 430})  # the keyboard is up
    pocket.input.fill(PEOPLE)
    pocket.page.get_by_role("button", name="Send").tap()
    book_it = pocket.choice("Book it")
    book_it.wait_for()
    assert in_view(pocket, pocket.input)
    assert in_view(pocket, pocket.heard.last)
    pocket.page.set_viewport_size({"width": 390, "height": 844})
    assert in_view(pocket, book_it)

    small = pocket.page.evaluate(
        """() => [...document.querySelectorAll('button, textarea')].map(e => [e.textContent, e.getBoundingClientRect()])
             .filter(([, box]) => box.width < 44 || box.height < 44).map(([text]) => text)"""
    )
    assert small == []
    assert pocket.page.evaluate("document.querySelector('#app').scrollWidth") == 390
    assert pocket.input.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 16  # else iOS zooms in
    book_it.tap()
    pocket.page.get_by_text("Booked").first.wait_for()
    assert booked() == 1


def test_motion_only_where_it_is_wanted(chat: Chat) -> None:
    """While the host writes, dots move; for those who do not want that, they stand still."""

    def moving() -> int:
        return int(chat.page.evaluate("document.getAnimations().length"))

    chat.page.route(MESSAGES, lambda route: None)  # never answered
    chat.open().page.locator("#typing").wait_for()
    assert moving() == 3
    assert chat.page.get_by_role("status").inner_text() == "Hana Host is writing…"
    chat.page.emulate_media(reduced_motion="reduce")
    assert moving() == 0
    assert chat.page.locator("#typing").is_visible()


CONTRASTS = """() => {
    const luminance = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const ground = e => {
        for (; e; e = e.parentElement) {
            const colour = numbers(getComputedStyle(e).backgroundColor);
            if (colour[3] !== 0) return colour;
        }
        return [255, 255, 255];
    };
    const ratio = (one, other) => {
        const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    };
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const e = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !e.offsetParent || e.classList.contains('unseen')) continue;
        found.push([walker.currentNode.data, ratio(numbers(getComputedStyle(e).color), ground(e)), 4.5]);
    }
    const input = document.querySelector('textarea');
    found.push(['placeholder', ratio(numbers(getComputedStyle(input, '::placeholder').color), ground(input)), 4.5]);
    found.push(['edge of the input', ratio(numbers(getComputedStyle(input).borderColor), ground(input.parentElement)), 3]);
    for (const choice of document.querySelectorAll('.choices button:enabled')) {
        const edge = numbers(getComputedStyle(choice).borderColor);
        found.push(['edge of a choice', ratio(edge, ground(choice.parentElement)), 3]);
    }
    const send = document.querySelector('form button'), style = getComputedStyle(send);
    found.push(['arrow', ratio(numbers(style.color), numbers(style.backgroundColor)), 3]);
    return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read(chat: Chat, scheme: Any) -> None:
    """All texts stand out from their ground by 4.5 to 1, edges of controls by 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11)."""
    chat.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    chat.open().press("Book a meeting")
    chat.choice("15-minute call").wait_for()
    chat.say("x" * 10_001)
    chat.page.get_by_text("Not sent.").first.wait_for()
    chat.input.fill("")
    chat.page.get_by_role("button", name="New conversation").focus()
    found = chat.page.evaluate(CONTRASTS)

    assert len(found) > 15
    assert [(text[:40], round(ratio, 2)) for text, ratio, least in found if ratio < least] == []


def test_those_who_do_not_see_are_told(chat: Chat) -> None:
    """Every control has a name, new messages are announced with who says them, choices are a group."""
    chat.open().choice("Help").wait_for()
    page = chat.page
    log = page.get_by_role("log", name="Conversation")

    assert log.get_attribute("aria-live") == "polite"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == "Hana Host · Convoke"
    assert page.get_by_role("heading", level=1).inner_text() == "Hana Host"
    assert page.get_by_role("main").count() == page.get_by_role("banner").count() == 1
    assert log.get_by_role("group", name="Choose an answer").get_by_role("button").count() == 3
    nameless = page.locator("button, textarea").evaluate_all(
        "all => all.filter(e => !(e.ariaLabel || e.textContent.trim() || e.labels?.length)).length"
    )
    assert nameless == 0
    chat.press("Help")
    chat.hears("Here is what you can say")
    assert chat.said.inner_text().split("\n") == ["You:", "Help"]
    assert chat.heard.last.inner_text().startswith("Hana Host:\n")


def test_magnified(chat: Chat) -> None:
    """At four times the size (1280 pixels shown as 320) nothing is cut off and nothing scrolls sideways (WCAG 1.4.10)."""
    chat.page.set_viewport_size({"width": 320, "height": 256})
    chat.open().press("Book a meeting")
    chat.choice("60-minute group session").wait_for()

    assert chat.page.evaluate("document.querySelector('#app').scrollWidth") == 320
    assert in_view(chat, chat.input)
    chat.choice("60-minute group session").click()
    chat.choice("More days").wait_for()
