"""The pages behind the links in mails: `/rsvp/<word>` shows a meeting and asks whether its reader comes.

Programs that look for viruses open every link, and some run what they find there: looking changes nothing, only a form that
somebody sends does. The one POST that a mail program may send by itself is the one-click unsubscription (RFC 8058).
"""

import hashlib
from gettext import NullTranslations
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, redirect, render_template, request
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge, TooManyRequests

from booking.errors import BookingError, Gone, InvalidInput, NotFound
from booking.links import Linked
from booking.translations import language, languages, marked, translations
from channels.web.misses import Misses
from channels.web.openings import client_of
from channels.web.rsvp_page import ANSWERS, done, invite, said_after, view

if TYPE_CHECKING:
    from channels.bootstrap import Services

LONGEST_BODY = 16 * 1024
"""Bytes in the body of a request."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
_STALE = marked("The meeting has changed meanwhile. Please look at it once more, and send your answer again.")
_FOREIGN = marked("That could not be taken from where it came. Please send it from here.")
_TOO_MANY = marked("Too many links that lead nowhere were opened from here. Please wait a minute.")
_UNREADABLE = marked("That could not be read. Please go back and send it from the page.")
_LATER = marked("That could not be done just now. Please try again in a moment.")


def blueprint(services: "Services") -> Blueprint:
    """The routes of the pages behind links; whatever they answer is a page."""
    web = Blueprint("rsvp", __name__, template_folder="templates", url_prefix="/rsvp")
    desk = Desk(services)

    @web.get("/<word>")
    def show(word: str) -> tuple[str, int]:
        return desk.show(word.lower())

    @web.post("/<word>")
    def act(word: str) -> Any:
        return desk.act(word.lower())

    @web.get("/<word>/invite.ics")
    def calendar_file(word: str) -> Response:
        return desk.calendar_file(word.lower())

    @web.get("/<word>/unsubscribe")
    def ask_to_unsubscribe(word: str) -> str:
        return desk.unsubscription(word.lower(), done=False)

    @web.post("/<word>/unsubscribe")
    def unsubscribe(word: str) -> str:
        if request.form.get("List-Unsubscribe") != "One-Click":
            raise BadRequest
        return desk.unsubscription(word.lower(), done=True)

    @web.before_request
    def limit() -> None:
        request.max_content_length = LONGEST_BODY

    @web.after_request
    def seal(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response

    _explain(web, services.log)
    return web


class Desk:
    """Shows what links lead to, and does what their holders ask."""

    def __init__(self, services: "Services") -> None:
        self._services = services
        self._booking = services.booking
        self._misses = Misses(services.redis)

    def show(self, word: str) -> tuple[str, int]:
        """The page; after a deed, with what was done."""
        deed = request.args.get("done", "")
        try:
            linked = self._linked(word)
        except Gone:
            if deed != "leave":
                raise
            return _sentence(said_after(deed, _texts().gettext)), 200
        said, hint = done(linked, deed)
        return self._page(word, linked, request.args.get("answer", ""), done=said, hint=hint), 200

    def act(self, word: str) -> Any:
        """Do what was sent, and show the page anew; or say on the page why it was not done."""
        linked = self._linked(word)
        deed, answer = request.form.get("do", ""), request.form.get("answer", "")
        gettext = translations(linked.locale).gettext
        try:
            moment = self._seal(word).loads(request.form.get("token", ""))
        except BadData:
            return self._page(word, linked, answer, problem=gettext(_FOREIGN)), 403
        if moment != _moment(linked):
            return self._page(word, linked, answer, problem=gettext(_STALE)), 409
        try:
            self._perform(linked, deed, answer)
        except InvalidInput as error:
            return self._page(word, linked, answer, problem=error.told(gettext)), 400
        except BookingError as error:
            return self._page(word, self._linked(word), answer, problem=error.told(gettext)), 409
        self._services.log.info("link_used", deed=deed)
        return redirect(f"/rsvp/{word}?done={deed}", 303)

    def calendar_file(self, word: str) -> Response:
        """The meeting, to be kept in a calendar."""
        linked = self._linked(word)
        if linked.appointment.status == "cancelled":
            raise Gone(marked("That meeting was cancelled."))
        response = Response(invite(linked), content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="invite.ics"'
        return response

    def unsubscription(self, word: str, *, done: bool) -> str:
        """The page about reminders, which stays when the meeting is over; where `done`, there are none any more."""
        self._admit()
        try:
            email = self._booking.reader_of(word)
        except NotFound:
            self._misses.count(_client())
            raise
        if done:
            self._booking.wish(email, "reminders", unwilling=True)
        spoken = self._language_of(word)
        return render_template("unsubscribe.html", _=translations(spoken).gettext, language=spoken, done=done)

    def _language_of(self, word: str) -> str:
        try:
            return language(self._booking.by_link(word).locale)
        except Gone:
            return _language()

    def _linked(self, word: str) -> Linked:
        self._admit()
        try:
            return self._booking.by_link(word)
        except Gone:
            raise
        except NotFound:
            self._misses.count(_client())
            raise

    def _admit(self) -> None:
        if wait := self._misses.wait(_client()):
            raise TooManyRequests(retry_after=wait)

    def _perform(self, linked: Linked, deed: str, answer: str) -> None:
        booking, meeting = self._booking, linked.appointment.id
        match deed, linked.attendee:
            case "answer", None if answer in ANSWERS:
                booking.answer_as_host(meeting, ANSWERS[answer], linked.actor)
            case "answer", _ if answer in ANSWERS:
                booking.rsvp(meeting, linked.email, ANSWERS[answer], linked.actor)
            case "cancel", None:
                booking.cancel(meeting, linked.actor)
            case "accept" | "decline", None:
                self._decide(linked, deed, request.form.get("proposal", ""))
            case "leave", guest if guest is not None:
                booking.leave(meeting, guest.email, linked.actor)
            case "invitations-off" | "invitations-on", guest if guest is not None:
                booking.wish(guest.email, "invitations", unwilling=deed == "invitations-off")
            case "reminders-off" | "reminders-on", _:
                booking.wish(linked.email, "reminders", unwilling=deed == "reminders-off")
            case _:
                raise InvalidInput(marked("Please choose an answer."))

    def _decide(self, linked: Linked, deed: str, proposal: str) -> None:
        if proposal not in (each.id for each in self._booking.proposals(linked.appointment.id)):
            raise InvalidInput(marked("That proposal is not open any more."))
        if deed == "accept":
            self._booking.accept_proposal(proposal, linked.actor)
        else:
            self._booking.decline_proposal(proposal, linked.actor)

    def _page(self, word: str, linked: Linked, answer: str, **said: str) -> str:
        proposals = () if linked.attendee else self._booking.proposals(linked.appointment.id)
        shown = view(linked, self._services.clock(), answer, proposals)
        return render_template("rsvp.html", here=f"/rsvp/{word}", token=self._token(word, linked), **shown, **said)

    def _token(self, word: str, linked: Linked) -> str:
        """What the forms of a page carry: nobody else can make one up, for this link and this time of the meeting."""
        return str(self._seal(word).dumps(_moment(linked)))

    def _seal(self, word: str) -> URLSafeSerializer:
        return URLSafeSerializer(
            self._services.settings.secret_key or "",
            salt=f"convoke.web.rsvp {word}",
            signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
        )


def _moment(linked: Linked) -> int:
    return int(linked.appointment.start.timestamp())


def _explain(web: Blueprint, log: Any) -> None:
    """Let what goes wrong be told by a page."""

    def refused(error: BookingError) -> tuple[str, int]:
        return _sentence(error.told(_texts().gettext)), 410 if isinstance(error, Gone) else 404

    def limited(error: TooManyRequests) -> tuple[str, int, dict[str, str]]:
        return _sentence(_texts().gettext(_TOO_MANY)), 429, {"Retry-After": str(error.retry_after)}

    def unreadable(error: HTTPException) -> tuple[str, int]:
        return _sentence(_texts().gettext(_UNREADABLE)), error.code or 400

    def postponed(error: Exception) -> tuple[str, int, dict[str, str]]:
        log.error("link_failed", error=type(error).__name__)
        return _sentence(_texts().gettext(_LATER)), 503, {"Retry-After": "5"}

    web.register_error_handler(NotFound, refused)
    web.register_error_handler(TooManyRequests, limited)
    web.register_error_handler(BadRequest, unreadable)
    web.register_error_handler(RequestEntityTooLarge, unreadable)
    web.register_error_handler(SQLAlchemyError, postponed)


def _sentence(sentence: str) -> str:
    return render_template("sentence.html", sentence=sentence, language=_language())


def _texts() -> NullTranslations:
    return translations(_language())


def _language() -> str:
    """The language that the reader's browser asks for, where nothing else is known of them."""
    wanted = (each.partition("-")[0].lower() for each in request.accept_languages.values())
    return next((each for each in wanted if each in languages()), "en")


def _client() -> str:
    return client_of(request.remote_addr, request.headers.get("X-Forwarded-For"))
