"""What people ask about a kind of meeting in German, and what they wish for that a booking has no room for.

`lexicon.Source.rules` explains the patterns; they begin a clause. The subject "kind" counts only where a kind is named.
"""

import re

from dialog.understanding.model import Intent

ASKING: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.ABOUT,
        "price",
        """^was|wieviel _ kostet|kosten|kostete
        ^wie viel|teuer|hoch kostet|kosten|ist|sind|zahle|bezahle|muss|macht|wäre
        ^wie teuer
        ^preis|preise|kosten|gebühren$
        ^kostet|kosten
        ^welchen|welcher|was _ preis|kosten|preise|gebühr
        ^ist|sind|muss|müssen _ kostenlos|kostenpflichtig|gratis|umsonst|bezahlen|zahlen|gebührenfrei""",
    ),
    (
        Intent.ABOUT,
        "length",
        """^wie lange|lang
        ^wie viel|viele zeit|minuten|stunden
        ^wieviel|wieviele zeit|minuten|stunden
        ^welche|was ist? die? dauer|länge""",
    ),
    (
        Intent.ABOUT,
        "size",
        """^wie viele leute|personen|teilnehmer|gäste|plätze|menschen? können|passen|dürfen|fasst|nimmt|gehen|gibt
        ^wieviele|wieviel leute|personen|teilnehmer|gäste|plätze|menschen? können|passen|dürfen|fasst|nimmt|gehen
        ^für wie viele
        ^für wieviele
        ^wie groß""",
    ),
    (
        Intent.ABOUT,
        "place",
        """^wo ist|findet|wird|sind das|der|die|es|dieses|dieser|denn
        ^ist|findet|wird|sind das|der|die|es|dieses|dieser _ online|virtuell|ort|remote|präsenz""",
    ),
    (
        Intent.ABOUT,
        "info",
        """^worum geht|handelt
        ^wovon handelt
        ^um was geht
        ^was passiert|beinhaltet|umfasst|bedeutet
        ^was ist|sind|wird _ für ein|eine
        ^wer leitet|veranstaltet|moderiert|macht
        ^erzähl|erzähle|erzählen|erklär|erkläre|erklären mir|uns|sie? _ über|zu|zum|zur|das|die|den
        ^mehr infos|informationen|details""",
    ),
    (
        Intent.ABOUT,
        "kind",
        """^ist|sind|hat|haben|gibt|wird|warum|wieso|wer|braucht das|der|die|ein|eine|es|bei|ihr|euer|dein
        ^was ist|sind|heißt|ein|eine das|der|die|ein|eine?""",
    ),
)

REPEATING = re.compile(
    r"\b(?:jede[nrs]?|alle) (?:zweiten? |zwei |2 )?"
    r"(?:(?:mon|diens|donners|frei|sams|sonn)tage?|mittwoche?|wochen?|monate?)\b"
    r"|\bjeden tag um\b|\b(?:w(?:ö|oe|o)chentlich|monatlich|t(?:ä|ae|a)glich|regelm(?:ä|ae|a)(?:ß|ss)ig)",
    re.IGNORECASE,
)
VENUES = re.compile(
    r"\b(?:in|an) (?:mein|unser|ihr|dein)em? (?:büro|buero|haus|hotel|wohnung)\b"
    r"|\b(?:im|in der|in dem|in einem|in einer) (?:\w+ )?(?:büro|buero|caf[eé]|restaurant|hotel|bar|bibliothek|lobby|"
    r"besprechungsraum|konferenzraum|kantine)\b",
    re.IGNORECASE,
)
