"""The chat page in a real browser, over the whole application; only the network between them is tampered with."""

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from booking.hosts import NewType
from channels.bootstrap import Services

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page, Request, Route

pytestmark = pytest.mark.timeout(120)

MESSAGES = "**/chat/messages"
PEOPLE = "karen@dev.example, bill@acme.example"


class Chat:
    """The page, as somebody uses it. `sent` are the bodies posted; `complaints` what the browser did not like."""

    def __init__(self, page: "Page", url: str) -> None:
        self.page = page
        self.url = url
        self.sent: list[dict[str, Any]] = []
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        page.on("request", self._note)
        page.on(
            "console", lambda line: self.complaints.append(line.text) if line.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, request: "Request") -> None:
        self.hosts.add(request.url.split("/")[2])
        if request.method == "POST":
            self.sent.append(request.post_data_json)

    def open(self) -> "Chat":
        self.page.goto(self.url)
        return self

    @property
    def input(self) -> "Locator":
        return self.page.get_by_label("Your message")

    @property
    def heard(self) -> "Locator":
        return self.page.locator(".message.host .bubble")

    @property
    def said(self) -> "Locator":
        return self.page.locator(".message.you .bubble")

    def choice(self, title: str) -> "Locator":
        """The choice whose title begins so and that can be pressed now."""
        beginning = re.compile("^" + re.escape(title))
        return self.page.get_by_role("group").get_by_role("button", name=beginning, disabled=False).last

    def press(self, title: str) -> None:
        self.choice(title).click()

    def say(self, text: str) -> None:
        self.input.fill(text)
        self.input.press("Enter")

    def hears(self, text: str) -> None:
        """Wait until this has been answered."""
        self.heard.get_by_text(text).last.wait_for()

    def propose(self) -> None:
        """Put a group meeting together, as far as its confirmation."""
        self.press("Book a meeting")
        self.press("60-minute group session")
        self.press("Tue, May 12")
        self.press("7:00 AM")
        self.hears("e-mail addresses")
        self.say(PEOPLE)
        self.choice("Book it").wait_for()

    def focused(self) -> str:
        """What has the focus, as it is named to somebody who does not see."""
        return str(
            self.page.evaluate(
                "(e => e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent)(document.activeElement)"
            )
        )


@pytest.fixture
def chat(desktop: "BrowserContext", web_url: str) -> Chat:
    """The page on a computer, not yet opened."""
    return Chat(desktop.new_page(), web_url)


@pytest.fixture
def pocket(phone: "BrowserContext", web_url: str) -> Chat:
    """The page on a phone, not yet opened."""
    return Chat(phone.new_page(), web_url)


@pytest.fixture
def appointments(web_services: Services) -> Callable[[], int]:
    """How many appointments there are."""

    def count() -> int:
        with web_services.engine.connect() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM appointments").scalar_one())

    return count


def test_a_meeting_is_booked_with_the_keyboard_alone(chat: Chat, appointments: Callable[[], int]) -> None:
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
    keyboard.press("Tab")
    assert chat.focused() == "Your message"
    keyboard.type(PEOPLE)
    keyboard.press("Enter")
    chat.choice("Book it").wait_for()
    assert chat.input.input_value() == ""
    for _ in range(5):
        keyboard.press("Shift+Tab")
    assert chat.focused() == "Book it"
    assert appointments() == 0
    keyboard.press("Enter")
    chat.page.wait_for_function("document.querySelectorAll('.message.you').length === 6")
    chat.page.get_by_text("Booked").first.wait_for()

    assert appointments() == 1
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


def test_a_phone(pocket: Chat, appointments: Callable[[], int]) -> None:
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
    assert appointments() == 1


def in_view(chat: Chat, part: "Locator") -> bool:
    """Whether the part is on the screen, and nothing is over its middle."""
    return bool(
        part.evaluate(
            """async e => {
                await new Promise(done => setTimeout(done, 500));
                const box = e.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2;
                return e.contains(document.elementFromPoint(x, y));
            }"""
        )
    )


def test_only_the_newest_choices_can_be_pressed(chat: Chat) -> None:
    """Those of older messages stay to be read, the one chosen marked; so do they when the answer was written."""
    chat.open().press("Book a meeting")
    chat.choice("15-minute call").wait_for()

    assert titles(chat, ":disabled") == ["Book a meeting", "My meetings", "Help"]
    assert titles(chat, ".chosen") == ["Book a meeting"]
    chat.say("15-minute call")
    chat.choice("More days").wait_for()
    assert "15-minute call" in str(titles(chat, ":disabled"))
    assert "More days" in titles(chat, ":enabled")


def test_a_double_click_is_one_answer(chat: Chat) -> None:
    """The second half may hit a choice of the next message: that is not chosen."""
    chat.open().choice("Help").wait_for()
    chat.press("Book a meeting")
    chat.choice("15-minute call").wait_for()
    box = chat.choice("60-minute meeting").bounding_box()
    assert box
    x, y = box["x"] + 20, box["y"] + 10
    chat.page.evaluate(
        """([x, y]) => {
            const click = () => {
                const target = document.elementFromPoint(x, y);
                if (target.matches('.choices button:enabled')) {
                    target.dispatchEvent(new MouseEvent('click', {detail: 1, clientX: x, clientY: y, bubbles: true}));
                    return true;
                }
            };
            click();
            const end = performance.now() + 350;
            const again = () => performance.now() < end && !click() && setTimeout(again, 5);
            setTimeout(again, 30);
        }""",
        [x, y],
    )
    chat.page.wait_for_timeout(600)

    assert chat.said.count() == 2


def titles(chat: Chat, which: str) -> list[str]:
    return chat.page.locator(f".choices button{which}").all_inner_texts()


def test_a_lost_connection_is_overcome(chat: Chat, appointments: Callable[[], int]) -> None:
    """The message is sent again with its id until it is answered; what was done is not done twice."""
    chat.open().propose()
    outcomes = ["lost before", "lost after"]

    def tamper(route: "Route") -> None:
        outcome = outcomes.pop(0) if outcomes else "well"
        if outcome == "well":
            route.continue_()
            return
        if outcome == "lost after":
            route.fetch()
        route.abort()

    chat.page.route(MESSAGES, tamper)
    before = len(chat.sent)
    chat.press("Book it")
    chat.page.get_by_text("No connection. Trying again in 1 second.").wait_for()
    chat.page.get_by_role("button", name="Try now").click()
    chat.page.get_by_text("No connection. Trying again in 2 seconds.").wait_for()
    assert appointments() == 1
    chat.page.get_by_text("Booked").first.wait_for()

    attempts = chat.sent[before:]
    assert len(attempts) == 3
    assert len({attempt["id"] for attempt in attempts}) == 1
    assert chat.page.get_by_text("Trying again").count() == 0
    assert chat.said.filter(has_text="Book it").count() == 1
    assert appointments() == 1


def test_an_answer_that_is_not_kept_any_more(chat: Chat, web_services: Services) -> None:
    """Who learns only much later that a message had arrived is told so, and goes on."""
    chat.open().choice("Help").wait_for()

    def lose(route: "Route") -> None:
        route.fetch()
        route.abort()

    chat.page.route(MESSAGES, lose, times=1)
    chat.press("Help")
    chat.page.get_by_text("Trying again").wait_for()
    web_services.redis.delete(*web_services.redis.keys("answer:*"))  # an hour has passed
    chat.page.get_by_text("That had arrived before.").wait_for()
    chat.say("book")
    chat.hears("What kind of meeting")


@pytest.mark.parametrize(("status", "words"), [(503, "cannot answer now"), (500, "cannot answer now"), (429, "Slowly")])
def test_a_server_that_cannot_answer_is_asked_again(chat: Chat, status: int, words: str) -> None:
    """After as many seconds as it says, with the reason in words."""
    chat.open().choice("Help").wait_for()
    body = json.dumps({"message": "Slowly."})
    answers = [(status, {"Retry-After": "2"}, body)]

    def tamper(route: "Route") -> None:
        if answers:
            code, headers, text = answers.pop()
            route.fulfill(status=code, headers=headers, body=text, content_type="application/json")
        else:
            route.continue_()

    chat.page.route(MESSAGES, tamper)
    chat.press("Help")
    chat.page.get_by_text("Trying again in 2 seconds.").wait_for()

    assert words in chat.page.locator(".state").inner_text()
    chat.hears("Here is what you can say")
    assert chat.page.locator(".state").count() == 0


def test_offline(chat: Chat, desktop: "BrowserContext") -> None:
    """It is said, what is written waits in its order, and goes out as soon as there is a network."""
    chat.open().choice("Help").wait_for()
    desktop.set_offline(True)
    chat.say("book")
    chat.page.get_by_text("You are offline.").first.wait_for()
    chat.say("help")
    assert chat.page.get_by_text("Waiting to be sent.").count() == 1
    chat.page.get_by_text("Trying again in 4 seconds.").wait_for()
    desktop.set_offline(False)
    chat.heard.get_by_text("Here is what you can say").wait_for(timeout=2000)

    assert chat.page.locator(".state").count() == 0
    assert [body.get("text") for body in chat.sent][-2:] == ["book", "help"]
    heard = chat.heard.all_inner_texts()
    assert next(i for i, text in enumerate(heard) if "kind of meeting" in text) < next(
        i for i, text in enumerate(heard) if "Here is what" in text
    )


def test_a_reload_goes_on(chat: Chat) -> None:
    """What was said is still there, and the conversation is the same; another tab has its own."""
    chat.open().press("Book a meeting")
    chat.choice("15-minute call").wait_for()
    before = chat.page.locator("#log").inner_text()
    sent = len(chat.sent)
    chat.page.reload()

    assert chat.page.locator("#log").inner_text() == before
    assert titles(chat, ":disabled") == ["Book a meeting", "My meetings", "Help"]
    chat.press("15-minute call")
    chat.choice("More days").wait_for()
    assert len(chat.sent) == sent + 1
    assert chat.sent[-1]["conversation"] == chat.sent[-2]["conversation"]
    other = Chat(chat.page.context.new_page(), chat.url).open()
    other.choice("Help").wait_for()
    assert other.said.count() == 0


def test_a_reload_sends_what_was_not_answered(chat: Chat) -> None:
    """With the same id."""
    chat.open().choice("Help").wait_for()
    chat.page.route(MESSAGES, lambda route: route.abort())
    chat.press("Help")
    chat.page.get_by_text("Trying again").wait_for()
    chat.page.unroute(MESSAGES)
    chat.page.reload()
    chat.hears("Here is what you can say")

    assert chat.sent[-1]["id"] == chat.sent[-2]["id"]
    assert chat.said.count() == 1


def test_a_new_conversation(chat: Chat) -> None:
    """It begins anew, even while a message of the old one is on its way; what was said is forgotten."""
    chat.open().press("Book a meeting")
    chat.choice("15-minute call").wait_for()
    old = chat.sent[-1]["conversation"]
    chat.page.route(MESSAGES, lambda route: route.abort())
    chat.press("15-minute call")
    chat.page.get_by_text("Trying again").wait_for()
    chat.page.unroute(MESSAGES)
    before = len(chat.sent)
    chat.page.get_by_role("button", name="New conversation").click()
    chat.choice("Help").wait_for()
    chat.page.wait_for_timeout(2500)  # the old message would have been sent again by now

    assert chat.said.count() == 0
    assert chat.page.locator(".choices").count() == 1
    assert [body.get("conversation") for body in chat.sent[before:]] == [None]
    chat.press("Help")
    chat.hears("Here is what you can say")
    assert chat.sent[-1]["conversation"] != old
    assert old not in chat.page.evaluate("JSON.stringify(sessionStorage)")


def test_a_conversation_that_is_not_known_any_more(chat: Chat) -> None:
    """A note says so, and what was written opens another one."""
    chat.open().choice("Help").wait_for()
    chat.page.evaluate(
        "() => { const kept = JSON.parse(sessionStorage['convoke.chat']); kept.token = 'forged';"
        " sessionStorage['convoke.chat'] = JSON.stringify(kept); }"
    )
    chat.page.reload()
    chat.say("book")
    chat.hears("What kind of meeting")

    assert chat.page.get_by_text("This is a new one.").is_visible()
    chat.press("15-minute call")
    chat.choice("More days").wait_for()
    assert chat.sent[-1]["conversation"] != "forged"


def test_what_cannot_be_sent_is_said_in_words(chat: Chat) -> None:
    """And given back, to be mended."""
    chat.open().choice("Help").wait_for()
    text = "x" * 10_001
    chat.say(text)
    chat.page.get_by_text("Not sent.").first.wait_for()

    assert "10,000" in chat.page.locator(".failed .state").inner_text()
    assert chat.input.input_value() == text
    chat.say("help")
    chat.hears("Here is what you can say")


def test_texts_are_texts(chat: Chat, web_services: Services) -> None:
    """Markup is shown as it was written, by whomever, line breaks are kept, and nothing of it runs."""
    hostile = '<img src=x onerror="document.title=1"><b>bold</b>'
    kind = "<i>odd call"
    web_services.booking.add_type(web_services.booking.provider(None).id, NewType(kind, 15))
    chat.open().choice("Help").wait_for()
    title = chat.page.title()
    chat.say(hostile)
    chat.hears("I did not understand")
    chat.say("book")
    chat.choice(kind).wait_for()
    chat.page.reload()

    assert chat.said.first.inner_text().endswith(hostile)
    assert chat.choice(kind).is_visible()
    assert chat.page.locator("#log img, #log b, #log i").count() == 0
    assert chat.page.title() == title
    chat.say("help")
    chat.hears("Here is what you can say")
    assert chat.heard.filter(has_text="Here is what").first.inner_text().count("\n") >= 4


def test_nothing_comes_from_elsewhere(chat: Chat) -> None:
    """One origin, no inline script or style, no complaint of the browser."""
    answer = chat.page.goto(chat.url)
    chat.choice("Help").wait_for()
    chat.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); }"
    )

    assert chat.hosts == {chat.url.split("/")[2]}
    assert answer
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert chat.page.evaluate("window.ran") is None
    assert len(chat.complaints) == 1  # the script tried just now
    assert not re.search(r"style=|<style|<script(?! src=)|\bon\w+=", answer.text())


def test_times_are_those_of_the_reader(chat: Chat) -> None:
    """The page tells its zone and language with every message."""
    chat.open().press("Book a meeting")
    chat.press("60-minute meeting")
    chat.press("Tue, May 12")
    chat.hears("America/New_York")

    assert all((body["timezone"], body["locale"]) == ("America/New_York", "en-US") for body in chat.sent)


def test_a_zone_that_the_server_does_not_know(chat: Chat) -> None:
    """The conversation goes on without it."""
    chat.page.add_init_script(
        "const real = Intl.DateTimeFormat.prototype.resolvedOptions;"
        "Intl.DateTimeFormat.prototype.resolvedOptions = function() {"
        "  return {...real.call(this), timeZone: 'Etc/Unknown'}; }"
    )
    chat.open().press("Help")
    chat.hears("Here is what you can say")

    assert chat.page.get_by_text("Not sent").count() == 0


def test_a_browser_that_keeps_nothing(chat: Chat) -> None:
    """Neither storage nor randomUUID (which plain HTTP has not) is needed."""
    chat.page.add_init_script(
        "delete Crypto.prototype.randomUUID;"
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    chat.open().press("Book a meeting")
    chat.choice("15-minute call").wait_for()

    ids = [body["id"] for body in chat.sent]
    assert len(set(ids)) == 2
    assert all(len(id_) == 32 for id_ in ids)


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
