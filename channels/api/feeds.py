"""The calls about the host's calendar feeds; each carries the host's key."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from booking.errors import NotFound
from channels.api.answers import Id, NoErrors, Time
from channels.api.dates import show
from channels.api.endpoint import Call, Endpoint
from channels.api.fields import Wish, zone_of
from channels.api.hosts import IdWish, NoWish


class NewFeedWish(Wish):
    """The feed to make."""

    shows: Literal["details", "busy"] = Field(
        "details", description="`details`: titles, places and names; `busy`: when the host is busy, and nothing else."
    )


class FeedLine(TypedDict):
    """What is known of a calendar feed."""

    id: Id
    shows: Annotated[Literal["details", "busy"], Field(description="Meetings with their details, or busy time alone.")]
    created_at: Time
    revoked_at: Annotated[str | None, Field(description="When it was revoked; null: its address is good.")]


class FeedsData(TypedDict):
    """Calendar feeds."""

    feeds: Annotated[list[FeedLine], Field(description="In the order they were made.")]


class FeedsAnswer(TypedDict):
    """Calendar feeds."""

    data: FeedsData
    errors: NoErrors


class NewFeedData(TypedDict):
    """A new feed."""

    id: Id
    url: Annotated[str, Field(description="The address, for whoever shall see the feed. It is shown only now.")]


class NewFeedAnswer(TypedDict):
    """A new feed."""

    data: NewFeedData
    errors: NoErrors


def list_feeds(call: Call, _wish: NoWish) -> FeedsAnswer:
    """The host's calendar feeds, never their addresses."""
    zone = zone_of("", call.booking.provider(call.provider_id).timezone)
    return {
        "data": {
            "feeds": [
                {
                    "id": each.id,
                    "shows": each.shows,
                    "created_at": show(each.created_at, zone),
                    "revoked_at": show(each.revoked_at, zone) if each.revoked_at else None,
                }
                for each in call.booking.feeds(call.provider_id)
            ]
        },
        "errors": [],
    }


def add_feed(call: Call, wish: NewFeedWish) -> NewFeedAnswer:
    """Make a feed of the host's meetings, to subscribe to in a calendar program.

    The address is shown only now, and whoever knows it sees the feed; with `?format=freebusy` it gives a VFREEBUSY. The
    answer is kept nowhere, so an `Idempotency-Key` has no effect here.
    """
    made, url = call.booking.add_feed(call.provider_id, wish.shows)
    return {"data": {"id": made.id, "url": url}, "errors": []}


def revoke_feed(call: Call, wish: IdWish) -> FeedsAnswer:
    """Revoke a feed: from now on its address leads nowhere."""
    if wish.id not in (each.id for each in call.booking.feeds(call.provider_id)):
        raise NotFound("There is no such feed.")
    call.booking.revoke_feed(wish.id)
    return list_feeds(call, NoWish())


ENDPOINTS = (
    Endpoint("GET", "feeds", list_feeds, NoWish, FeedsAnswer, "Feeds", private=True),
    Endpoint("POST", "feeds", add_feed, NewFeedWish, NewFeedAnswer, "Feeds", private=True, kept=False),
    Endpoint("DELETE", "feeds/{id}", revoke_feed, IdWish, FeedsAnswer, "Feeds", private=True, refusals=(404,)),
)
