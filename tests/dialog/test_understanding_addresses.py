"""Addresses in chat text: found whole, without the marks around them, and nothing else taken for one."""

from datetime import UTC, datetime

import pytest

from dialog.understanding import read
from dialog.understanding.addresses import HIDDEN, find

NEVER_NAMES = frozenset({"with", "and", "invite", "mail"})

FOUND = {
    "Karen@Dev.to, bill@acme.io;pat@acme.co.nz": ["karen@dev.to", "bill@acme.io", "pat@acme.co.nz"],
    "is it ella@river.blue? or j.kim@snu.ac.kr...": ["ella@river.blue", "j.kim@snu.ac.kr"],
    "a@b.org and A@B.org": ["a@b.org"],
    "dev+alerts@eu.shop.example.com": ["dev+alerts@eu.shop.example.com"],
    "o'neil@dublin.ie's calendar": ["o'neil@dublin.ie"],
    "'hana@kyoto.jp' “ian@loch.scot” «uma@sun.co»": ["hana@kyoto.jp", "ian@loch.scot", "uma@sun.co"],
    "*vera@sofia.bg* __finn@oslo.no__ ~`nico@roma.it`~": ["vera@sofia.bg", "finn@oslo.no", "nico@roma.it"],
    "_first@mail.com and a_b@mail.com": ["_first@mail.com", "a_b@mail.com"],
    "(greta@alp.ch)[kim@x.org]{lee@x.org}": ["greta@alp.ch", "kim@x.org", "lee@x.org"],
    "kim@acme.com/lee@acme.com|pat@acme.com": ["kim@acme.com", "lee@acme.com", "pat@acme.com"],
    "+kim@acme.com": ["kim@acme.com"],
    "contact:finn@oslo.no email=kim@acme.com": ["finn@oslo.no", "kim@acme.com"],
    "<mailto:ian@loch.scot|ian@loch.scot>": ["ian@loch.scot"],
    "[mail](mailto:desk@hotel.travel)": ["desk@hotel.travel"],
    '<a href="mailto:kim%2Bx@acme.com?cc=lee@x.org&amp;bcc=pat@y.org">write</a>': [
        "kim+x@acme.com",
        "lee@x.org",
        "pat@y.org",
    ],
    "mailto:a@b.com,c%40d.org?to=e@f.com&subject=ask%20z@z.com": ["a@b.com", "c@d.org", "e@f.com"],
    "叫上zhang.san@126.com和李四": ["zhang.san@126.com"],
    "发给liu@corp.cn，谢谢。": ["liu@corp.cn"],
    "写信给kim＠acme．com！": ["kim@acme.com"],
    "kim@acme.com에게": ["kim@acme.com"],
    "请写 用户@例子.公司 谢谢": ["用户@例子.公司"],
    "kontakt@köln.de उपयोगकर्ता@उदाहरण.भारत": ["kontakt@köln.de", "उपयोगकर्ता@उदाहरण.भारत"],
    "kim@xn--kln-sna.de": ["kim@xn--kln-sna.de"],
}

NOTHING = [
    "hey @carla, see you @ 5",
    "bob at x dot com",
    "admin@localhost",
    "x@@y.com and a@b@c.com",
    "kim..lee@acme.com kim.@acme.com .kim@acme.com",
    "kim@-acme.com kim@acme-.com kim@acme..com kim@acme.c kim@acme.com2",
    "kim@my_host.com kim@a.b_c.com",
    f"{'x' * 65}@acme.com",
    "npm i react@latest foo@2.0 bar@1.2.3-beta baz@1.0.dev @scope/kit@next.js",
    "ftp://anon@files.example.com/pub https://user:pw@host.example.com www.site.com/@bob.smith medium.com/@bob.smith",
    "https://shop.example.com/?email=kim@acme.com",
    "git clone git@github.com:org/repo.git",
]

NAMED = {
    "book with Karen Smith <karen@dev.to>": "Karen Smith",
    "karen (karen@dev.to)": "karen",
    '"Smith, Karen" <k@dev.to>': "Smith, Karen",
    "Invite Bill de la Cruz <bill@acme.io>": "Bill de la Cruz",
    "karen@dev.to (Karen Smith)": "Karen Smith",
    "[Uma](mailto:uma@sun.co)": "Uma",
    "<mailto:uma@sun.co|Uma>": "Uma",
    "李四 <li@x.cn>": "李四",
    "[mail](mailto:desk@hotel.travel)": "",
    "my colleague <k@dev.to>": "",
    "karen@dev.to (at work)": "",
    "lee@x.org, kim@x.org": "",
}


@pytest.mark.parametrize(("text", "emails"), FOUND.items())
def test_addresses_are_found_without_the_marks_around_them(text: str, emails: list[str]) -> None:
    """In order, each once, in lower case."""
    assert [address.email for address in find(text).addresses] == emails


@pytest.mark.parametrize("text", NOTHING)
def test_what_breaks_a_rule_is_no_address_and_no_part_of_it_is(text: str) -> None:
    """User names in URLs, package versions and mentions are none either."""
    assert find(text).addresses == ()


@pytest.mark.parametrize(("text", "name"), NAMED.items())
def test_a_name_beside_an_address_belongs_to_it(text: str, name: str) -> None:
    """Only what is written like a name, or is found in the address itself."""
    assert find(text, NEVER_NAMES).addresses[0].name == name


def test_a_name_given_once_is_kept_when_the_address_comes_again() -> None:
    """The second time the address stands alone."""
    found = find("Karen <k@dev.to>, then k@dev.to again")

    assert [(address.email, address.name) for address in found.addresses] == [("k@dev.to", "Karen")]


def test_addresses_names_and_urls_are_hidden_from_other_readers() -> None:
    """The masked text is as long as the text, so that places in it are the same."""
    text = "April May <april.may@2026-05-18.com> see https://cal.com/5/18 on friday"

    masked = find(text).masked

    assert len(masked) == len(text)
    assert masked.replace(HIDDEN, "") == " <> see  on friday"


def test_a_thousand_addresses_are_all_found() -> None:
    """However many there are."""
    text = ", ".join(f"Guest {number} <guest{number}@acme.example>" for number in range(1000))

    assert len(find(text).addresses) == 1000


BARE_NAMES = {
    "john smith john@x.org, Karen Smith karen@x.org": ["john smith", "Karen Smith"],
    "book tomorrow with Kim Lee kim@x.org and bo bo@x.org": ["Kim Lee", "bo"],
    "John john@x.org": ["John"],
    "Ann Lee a@x.org": ["Ann Lee"],
    "kim@x.org lee lee@x.org": ["", "lee"],
    "book tomorrow kim@x.org": [""],
    "invite kim@x.org": [""],
    "my friend bob bob@x.org": [""],
    "a b c d john john@x.org": [""],
    "zed john@x.org": [""],
    "Zed john@x.org": [""],
}


@pytest.mark.parametrize(("text", "names"), BARE_NAMES.items())
def test_a_name_without_brackets_stands_right_before_its_address(text: str, names: list[str]) -> None:
    """It begins a text or an entry of a list, and its words are like the address or have capitals."""
    now = datetime(2026, 5, 13, tzinfo=UTC)
    assert [address.name for address in read(text, now).emails] == names
