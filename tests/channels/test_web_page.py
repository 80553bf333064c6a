"""The chat page in a real browser, over the whole application; only the network between them is tampered with."""

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from booking.hosts import NewType
from channels.bootstrap import Services
from channels.web.tokens import Tokens
from dialog.mailbox import Parcel
from dialog.messages import Outgoing
from tests.fixtures.browser import MESSAGES, Chat, titles

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Route


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


def test_a_lost_connection_is_overcome(chat: Chat, booked: Callable[[], int]) -> None:
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
    assert booked() == 1
    chat.page.get_by_text("Booked").first.wait_for()

    attempts = chat.sent[before:]
    assert len(attempts) == 3
    assert len({attempt["id"] for attempt in attempts}) == 1
    assert chat.page.get_by_text("Trying again").count() == 0
    assert chat.said.filter(has_text="Book it").count() == 1
    assert booked() == 1


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


def test_half_a_character_is_sent_as_none(chat: Chat) -> None:
    """What no server could read is not sent."""
    chat.open().choice("Help").wait_for()
    chat.page.evaluate("document.getElementById('text').value = 'help \\ud83d'")
    chat.input.press("Enter")
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


def test_a_notice_appears_by_itself(chat: Chat, web_services: Services) -> None:
    """Whoever has the page open sees what is told unasked; once, also when it comes with an answer, or after a reload."""
    chat.open()
    chat.hears("Hello!")
    token = chat.page.evaluate("JSON.parse(sessionStorage.getItem('convoke.chat')).token")
    sender = Tokens(web_services.settings.secret_key or "").read(token).sender
    key = web_services.sessions.key("web", "", sender)
    parcel = Parcel("web", "", sender, Outgoing("Karen accepted: 2 of 3 are coming."), 7, 2**40)
    web_services.mailbox.leave(key, parcel, pulled=True)
    chat.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    chat.hears("Karen accepted")

    chat.say("thanks")
    chat.hears("You are welcome!")
    chat.page.reload()
    chat.hears("You are welcome!")
    chat.page.wait_for_timeout(300)
    assert chat.heard.get_by_text("Karen accepted").count() == 1
    assert chat.complaints == []
