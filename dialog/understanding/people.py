"""Who is to be taken off ("remove bob", "swap a@x.org for b@x.org") or may be meant to be ("bob can't make it"), who is
named without an address, and what looks like an address and is none."""

import re
from collections.abc import Iterator, Sequence

from dialog.understanding.addresses import HIDDEN
from dialog.understanding.lexicon import Lexicon
from dialog.understanding.tokens import Form, Token

_MOST_UNREADABLE = 5
_MOST_NAMED = 10
_LONGEST_NAME = 3
_AS_FAR_AS_OFF = 5
_BRACKETS = frozenset('()<>[]（）＜＞"')
_COMMAS = frozenset(",;，；")

_AT = r"\s?[\[({<]\s?at\s?[\])}>]\s?"
_DOT = r"(?:\s?[\[({<]\s?dot\s?[\])}>]\s?|\.)"
_LABEL = r"[^\W_][\w-]{0,62}"
_UNREADABLE = re.compile(
    rf"(?<![\w.@])[\w.+-]{{1,64}}(?:{_AT}|\sat\s(?=[\w-]{{1,63}}\sdot\s)|\sarroba\s){_LABEL}(?:(?:{_DOT}|\s(?:dot|punto|ponto)\s)"
    rf"{_LABEL}){{0,4}}"
    rf"|(?<![\w.@])[^\W_][\w.+-]{{0,63}}@(?:(?!\d)[^\s,;<>()\[\]{HIDDEN}]{{0,100}}(?:,[^\W\d_]{{2,24}}\b)?|(?=\s|$))",
    re.IGNORECASE,
)


def find_unreadable(masked: str) -> tuple[str, ...]:
    """At most 5 pieces that look like e-mail addresses, in a text in which those that are some are hidden."""
    pieces = (match.group().strip(" .,!?:'\"*`~") for match in _UNREADABLE.finditer(masked))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))[:_MOST_UNREADABLE]


class People:
    """The addresses and the names (in lower case, of words unknown to the lexicon) among the tokens of a text. `places`
    says which address stands where in it."""

    def __init__(self, tokens: Sequence[Token], places: Sequence[tuple[int, str]], lexicon: Lexicon) -> None:
        self._tokens = [token for token in tokens if token.form is not Form.MARK or token.text not in _BRACKETS]
        self._no_names, self._openings = lexicon.no_names, lexicon.source.opening_words
        self._addresses: dict[int, list[str]] = {}
        shown = 0
        for index, token in enumerate(self._tokens):
            while token.text == HIDDEN and shown < len(places) and places[shown][0] < token.end:
                self._addresses.setdefault(index, []).append(places[shown][1])
                shown += 1

    def removed(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who stands after a verb of removing, and the addresses that stand elsewhere."""
        tokens = self._tokens
        removed: list[str] = []
        others: list[str] = []
        taking = exchanging = listing = False
        index = 0
        while index < len(tokens):
            tags = tokens[index].tags
            stop = index + 1
            if tokens[index].text == HIDDEN:
                (removed if taking else others).extend(self._addresses.get(index, ()))
                listing = taking
            elif self._takes(index, after_address=bool(others)):
                taking = listing = True
                stop += "giving" in tokens[stop].tags and "not" in tags  # "but not with bob"
                exchanging = "exchanging" in tags
            elif "giving" in tags or (exchanging and removed and tags.keys() & {"for", "onto"}):
                taking = listing = exchanging = False
            elif (
                tokens[index].form is Form.WORD
                and not tags.keys() & {"and", "or"}
                and not (listing and "named" in tags)
            ):
                name, stop = self._name(index) if listing else ("", stop)
                removed += [name] if name else []
                stop, listing = max(stop, index + 1), False
            elif taking and not exchanging and self._goes_on(index):
                listing = True
            index = stop
        return tuple(dict.fromkeys(removed)), tuple(others)

    def absent(self) -> tuple[str, ...]:
        """Who may be meant to stay away: before "can't make it", after "cancel" or "forget about"."""
        found: list[str] = []
        for index, token in enumerate(self._tokens):
            if "dropping" in token.tags:
                found += self._listed(index + 1)
            if "absent" in token.tags:
                found += self._listed_before(index)
        return tuple(dict.fromkeys(found))

    def nameless(self) -> tuple[str, ...]:
        """Who is named in a row with addresses, and has none: the "karen" of "with karen and bill@x.org"."""
        if not self._addresses:
            return ()
        found: list[str] = []
        for index, token in enumerate(self._tokens):
            if token.form is not Form.END and (index == 0 or self._opens(index)):
                row = list(self._row(index + self._opens(index)))
                addressed = any(self._tokens[place].text == HIDDEN for place, _name in row)
                found += [name for _place, name in row if name and addressed]
        return tuple(dict.fromkeys(found))[:_MOST_NAMED]

    def _name(self, index: int) -> tuple[str, int]:
        """The name that begins at `index`, "" for none, and where it ends."""
        stop = index
        owner = False
        while stop - index < _LONGEST_NAME and self._of_a_name(stop) and not owner:
            owner = self._tokens[stop].text.endswith("'s")
            stop += 1
        return " ".join(self._tokens[place].text.removesuffix("'s") for place in range(index, stop)), stop

    def _of_a_name(self, index: int) -> bool:
        token = self._tokens[index]
        unknown = token.text not in self._no_names and token.text not in self._openings
        return token.form is Form.WORD and (unknown or self._is_month_taken_off(index)) and " " not in token.text

    def _is_month_taken_off(self, index: int) -> bool:
        """Whether a month is rather somebody: "ohne Jan", "remove April"."""
        tokens = self._tokens
        after_verb = index > 0 and "taking" in tokens[index - 1].tags and "month" in tokens[index].tags
        return after_verb and tokens[index + 1].form is not Form.NUMBER

    def _row(self, index: int) -> Iterator[tuple[int, str]]:
        """Where the addresses (as "") and the names stand that begin at `index`, with commas and "and" between. What stands
        after a comma and is not the end of a row is no name: "not tom, karen is enough"."""
        paused = False
        while True:
            index += "named" in self._tokens[index].tags
            name, stop = self._name(index)
            following = self._tokens[stop]
            if paused and not (self._joins(stop) or following.form is Form.END or following.text == HIDDEN):
                return
            while self._tokens[stop].text == HIDDEN:
                name, stop = "", stop + 1
            if stop == index:
                return
            yield stop - 1, name
            if not self._joins(stop):
                return
            paused = True
            while self._joins(stop):
                paused = paused and self._tokens[stop].text in _COMMAS
                stop += 1
            index = stop

    def _opens(self, index: int) -> bool:
        """Whether a row of people may begin after the token here."""
        before = self._tokens[index - 1].text if index else ""
        within = before == HIDDEN or (index > 0 and self._of_a_name(index - 1))
        return "giving" in self._tokens[index].tags or (self._joins(index) and not within)

    def _listed(self, index: int) -> Iterator[str]:
        """The addresses and the names that begin at `index`, but for that of "tom's meeting"."""
        for place, name in self._row(index):
            if "meeting" not in self._tokens[place + 1].tags:
                yield from [name] if name else self._addresses.get(place, ())

    def _listed_before(self, index: int) -> Iterator[str]:
        """The addresses and the names that end before `index`, joined by an "and" with commas before it."""
        joined = False
        while index and (self._of_a_name(index - 1) or self._tokens[index - 1].text == HIDDEN):
            first = index - 1
            while first and self._of_a_name(first) and self._of_a_name(first - 1) and index - first < _LONGEST_NAME:
                first -= 1
            yield from self._addresses.get(first) or [self._name(first)[0]]
            index = first
            while index and self._joins(index - 1):
                index -= 1
                joined = joined or self._tokens[index].text not in _COMMAS
            if not joined:
                return

    def _joins(self, index: int) -> bool:
        token = self._tokens[index]
        return token.form is not Form.END and ("and" in token.tags or "or" in token.tags or token.text in _COMMAS)

    def _goes_on(self, index: int) -> bool:
        """Whether a list of names goes on after the token here: an "and", or a comma before a name that is all."""
        if not self._joins(index) or self._tokens[index].text not in _COMMAS:
            return self._joins(index)
        name, stop = self._name(index + 1)
        return bool(name) and (self._joins(stop) or self._tokens[stop].form is Form.END)

    def _takes(self, index: int, *, after_address: bool) -> bool:
        """Whether a verb of removing stands here, or one of changing before an address."""
        tokens, tags = self._tokens, self._tokens[index].tags
        if "exchanging" in tags and "taking" not in tags:
            return tokens[index + 1 + ("named" in tokens[index + 1].tags)].text == HIDDEN
        lifted = "lifting" in tags and self._off_follows(index)
        return "taking" in tags or lifted or self._turned_away(index, after_address=after_address)

    def _off_follows(self, index: int) -> bool:
        """Whether it is "take ... off"."""
        return any("off" in token.tags for token in self._tokens[index + 1 : index + _AS_FAR_AS_OFF])

    def _turned_away(self, index: int, *, after_address: bool) -> bool:
        """Whether it is the "not" before an address, of "not bob" that is all that is said, or of "a@x.org but not bob"."""
        tokens = self._tokens
        if "not" not in tokens[index].tags:
            return False
        if tokens[index + 1].text == HIDDEN:
            return True
        if index == 0:
            return Form.END in (tokens[2].form, tokens[3].form)
        name, stop = self._name(index + 1 + bool(tokens[index + 1].tags.keys() & {"named", "giving"}))
        but = bool(tokens[index - 1].tags.keys() & {"any_but", "and"})
        return (
            (after_address or but) and bool(name) and (tokens[stop].form in (Form.END, Form.MARK) or self._joins(stop))
        )
