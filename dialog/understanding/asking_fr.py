"""What people ask about a kind of meeting in French, and what they wish for that a booking has no room for.

`lexicon.Source.rules` explains the patterns; they begin a clause. The subject "kind" counts only where a kind is named.
"""

import re

from dialog.understanding.model import Intent

ASKING: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.ABOUT,
        "price",
        """^combien coûte|coûtent|coûterait|vaut|est|faut|ça|cela|dois|doit|c'
        ^ça|cela|c'|le|la|l' _ coûte|vaut combien
        ^quel|quels|quelle|quelles est|sont? le|la|les|l'? _ prix|tarif|tarifs|coût|montant
        ^est ce _ gratuit|gratuite|payant|payante
        ^prix|tarif|tarifs$
        ^c' est combien
        ^ça|cela fait|fera|ferait combien
        ^c' est gratuit|gratuite|payant|payante
        ^le|la|l'|les _ est|sont il|elle|ils|elles? gratuit|gratuite|gratuits|payant|payante|payants
        ^faut|dois|doit il|on|je|t? payer""",
    ),
    (
        Intent.ABOUT,
        "length",
        """^combien de temps|minutes|heures
        ^quelle est|sera? la? _ durée
        ^ça|cela|c'|le|la|l' _ dure|durent combien
        ^combien dure|durent""",
    ),
    (
        Intent.ABOUT,
        "size",
        """^combien de personnes|gens|participants|places|invités|monde peuvent|peut|maximum|tiennent|max|on|au|le|la|il
        ^pour combien
        ^combien peuvent|sont|y
        ^quelle|quel est? la|le? _ capacité|taille|maximum""",
    ),
    (
        Intent.ABOUT,
        "place",
        """^où a|aura|se
        ^où est|sera le|la|l'|ce|cette|ça
        ^est ce _ ligne|visio|distance|présentiel
        ^c' est _ ligne|visio|distance|présentiel""",
    ),
    (
        Intent.ABOUT,
        "info",
        """^de quoi parle|s'|parlera|traite|il
        ^qui anime|présente|dirige|organise|donne
        ^c' est quoi
        ^en quoi consiste
        ^parlez|parle|dites|dis|expliquez|explique moi|nous _ de|du|sur|le|la|plus
        ^plus d' informations|infos|info|détails
        ^plus de détails|renseignements""",
    ),
    (
        Intent.ABOUT,
        "kind",
        """^est ce que? le|la|l'|les|ce|cette|c'
        ^qu' est ce
        ^le|la|les|l' _ est|sont il|elle|ils|elles
        ^pourquoi|qui le|la|l'|les|un|une""",
    ),
)

REPEATING = re.compile(
    r"\b(?:chaque|tous les|toutes les) (?:(?:deux|2) )?"
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?|semaines?|mois)\b"
    r"|\b(?:chaque jour|tous les jours) à|\b(?:hebdomadaire|mensuelle|mensuel|quotidienne|quotidien)(?:ment)?\b",
    re.IGNORECASE,
)
VENUES = re.compile(
    r"\b(?:à|a|dans|au|chez) (?:mon|ma|notre|votre|ton|le|la|un|une|l')? ?(?:bureau|maison|caf[eé]|restaurant|h[oô]tel|"
    r"bar|biblioth[eè]que|salle de r[eé]union)\b|\bchez (?:nous|vous)\b",
    re.IGNORECASE,
)
