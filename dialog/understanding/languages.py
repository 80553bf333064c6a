"""Which of the six languages a text is in, and which one somebody asks for ("auf Deutsch bitte").

A text's language is told by words that none of the other languages has, so a few words are enough and a name or a loan
word decides nothing. It takes no lexicon, so that no language is loaded only to find out that it is not meant.
"""

import re
from collections import Counter
from collections.abc import Collection

from dialog.understanding.spelling import unaccented

LANGUAGES = ("en", "zh", "es", "fr", "de", "pt")

_LONGEST_TEXT = 1000
_MOST_WORDS_OF_A_WISH = 8
_HAN = re.compile("[\u3400-\u9fff]")
_KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7a3]")
_PAUSES = re.compile(r"[,;.!?]+")
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+(?:['’](?=[^\W\d_]))?|[\u3400-\u9fff]")

_WORDS = {
    "en": """the and is are was you your my we our with at on for from this that these next last have has had do does
        don't i'm it's can could would will should want need book booking meeting appointment tomorrow today tonight
        monday tuesday wednesday thursday friday saturday sunday week please thanks thank hello morning afternoon
        evening what when which who how about after before cancel reschedule change make move show free available
        yes of to in or an not another help""",
    "de": """ich du wir ihr sie mir mich uns und oder nicht kein keine ein eine einen einem einer der das den dem ist
        sind war bin habe haben hast hat kann können könnte könnten möchte will würde mit für vom zum zur auf aus bei
        nach vor um ab bis heute morgen übermorgen gestern montag dienstag mittwoch donnerstag freitag samstag sonnabend
        sonntag woche nächste nächsten nächster kommenden uhr halb viertel früh vormittag nachmittag abend abends morgens
        termin termine buchen buche absagen stornieren verschieben verlegen ändern bitte danke hallo guten ja nein
        wann was wer wie welche welcher wo noch auch doch lieber statt zwischen jemand mein meine meinen
        zeigen zeig verfügbar später stunde stunden tage tagen januar februar märz juni juli oktober dezember""",
    "fr": """je tu nous vous il elle moi le les des du un une et ou est sont suis ai avez avec pour dans chez sur par pas
        plus ne mon mes votre vos notre mon ma cet cette ces quel quelle quels quelles quand qui quoi où comment
        aujourd hui demain hier lundi mardi mercredi jeudi vendredi samedi dimanche semaine prochain prochaine
        heures heure midi minuit matin soir après réunion rendez rdv réserver annuler déplacer reporter changer
        voudrais veux peux pouvez souhaite merci bonjour salut oui non svp plaît entre vers dès
        l' d' j' c' n' s' m' qu' janvier février mars avril mai juin juillet août septembre octobre novembre décembre""",
    "es": """yo tú usted ustedes nosotros él ella el los las una unos del al y o es son está están estoy tengo tiene con
        para por en mi mis tu tus su sus nuestro qué cuál cuándo quién cómo dónde pero muy hoy mañana ayer lunes martes
        miércoles jueves viernes sábado domingo semana próximo próxima siguiente viene tarde noche mediodía
        medianoche media cuarto menos reunión cita reservar reserva agendar cancelar anular cambiar mover quiero
        quisiera puedo puedes podemos necesito gracias hola buenos buenas días sí favor enero febrero junio julio
        septiembre octubre noviembre diciembre entre hasta desde después antes otra otro mejor muéstrame ver""",
    "pt": """eu você vocês nós ele ela os as um uma uns do da dos das no na nos nas ao à às e é são está estou tenho tem com
        para pra pelo pela em meu minha meus seu sua nosso quê qual quando quem como onde mas muito hoje amanhã ontem
        segunda terça quarta quinta sexta sábado domingo feira semana próximo próxima seguinte vem tarde noite manhã
        meio meia reunião marcar agendar cancelar desmarcar remarcar mudar quero queria gostaria posso pode podemos
        preciso obrigado obrigada olá oi bom boa dia sim não favor janeiro fevereiro março maio junho julho setembro
        outubro dezembro entre até depois antes outra outro""",
}
_DATES = {
    "en": """today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february march may june
        july august september october november december week weekend""",
    "de": """heute morgen übermorgen montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar
        märz april mai juni juli august september oktober november dezember woche wochenende""",
    "fr": """aujourd'hui aujourd demain lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai
        juin juillet août septembre octobre novembre décembre semaine""",
    "es": """hoy mañana lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio
        agosto septiembre octubre noviembre diciembre semana""",
    "pt": """hoje amanhã segunda terça quarta quinta sexta sábado domingo janeiro fevereiro março abril maio junho julho
        agosto setembro outubro novembro dezembro semana""",
}
_NAMES = {
    "en": "english inglés ingles anglais englisch inglês 英语 英文 英語",
    "zh": (
        "chinese mandarin chino chinois chinesisch chinês chines mandarín 中文 汉语 普通话 漢語 國語 国语 普通話 "
        "华语 華語 简体中文 繁体中文 簡體中文 繁體中文 简体 繁体 繁體"
    ),
    "es": "spanish español espanol castellano espagnol spanisch espanhol 西班牙语 西班牙文 西班牙語",
    "fr": "french francés frances français francais französisch franzoesisch franzosisch francês 法语 法文 法語",
    "de": "german alemán aleman allemand deutsch alemão alemao 德语 德文 德語",
    "pt": "portuguese portugués portugues portugais portugiesisch português brazilian 葡萄牙语 葡萄牙文 葡语 葡萄牙語 葡語",
}
_WISHES = """in to please speak talk switch change language let's can could we you i do the use write continue
        answer auf bitte sprache sprich sprechen wir lieber können kannst du sie wechseln wechsle weiter
        reden en por favor habla hablas usted responde escribe você vc responda escreva sprichst parles
        hablar hablemos idioma cambiar cambia a el al prefiero puedes podemos usar parle parler parlez
        langue s'il vous te plaît plait svp peux pouvez tu passer on le em fala falar fale língua mudar muda
        para vamos pode o my your would like prefer und and ich möchte je veux quiero quero only sorry it
        this that also too rather be i'm am understand have it's want chat reply das auch machen geht ginge
        nur spreche verstehe kann man mal es ist möglich antworte schreib schreibe mit peut faire ça aussi
        seulement possible est ce que réponds répondez parlons solo sólo hablo puede ser lo hacer hacerlo
        también podría posible hable só falo dá pra fazer também é possível prefiro gostaria"""
_WISHING = frozenset(_WISHES.split())
_LETTERS = {"ñ": "es", "¿": "es", "ã": "pt", "õ": "pt", "ß": "de"}
_HAN_NAMES = {name: language for language, names in _NAMES.items() for name in names.split() if _HAN.match(name)}
_LATIN_NAMES = {name: language for language, names in _NAMES.items() for name in names.split()}
_HAN_WISH = re.compile(
    r"(?:能不能|可不可以|[请請麻烦煩可以能想要我们們改还還是帮幫忙您你会會让讓]){0,8}[用说說讲講换換切转轉成到为為写寫]{0,4}"
    rf"({'|'.join(sorted(_HAN_NAMES, key=len, reverse=True))})"
    r"[吧吗嗎呢啊好说說讲講回答复覆继续繼續聊天和跟我您你对對话話交流沟溝通可以行谢謝]{0,10}[。！？!?]?"
)


def _telling() -> dict[str, str]:
    """The words that only one of the languages has, without their accents."""
    plain = {language: {unaccented(word) for word in words.split()} for language, words in _WORDS.items()}
    counts = Counter(word for words in plain.values() for word in words)
    return {word: language for language, words in plain.items() for word in words if counts[word] == 1}


_TELLING = _telling()


def language_of(text: str, expected: str, known: Collection[str]) -> str:
    """The language of `text`, one of `LANGUAGES`: `expected` unless the words say surely that it is another.

    Sure is: Chinese characters in a third of the text, or two words or more of one language alone, and twice as many as
    of the expected one. A single word is enough where it is half of all that is said, or has a letter of that language
    alone. Words that are `known` in the expected language tell of no other.
    """
    text = text[:_LONGEST_TEXT].lower()
    if not text.isascii() and (han := len(_HAN.findall(text))):
        letters = sum(len(match) for match in _WORD.findall(text)) - han
        if han * 3 > letters and not _KANA_OR_HANGUL.search(text):
            return "zh"
    words = [word.replace("’", "'") for word in _WORD.findall(text)]
    counts = Counter(dict.fromkeys(LANGUAGES, 0))
    found = [(_TELLING.get(unaccented(word)), word) for word in set(words)]
    pair = len(words) == 2 and len({language for language, _ in found}) == 1
    for language, word in found:
        if language and (language == expected or word not in known):
            counts[language] += 1 if len(words) > 2 or len(word) > 3 or pair else 0
    for letter, language in _LETTERS.items():
        counts[language] += counts[language] > 0 and letter in text
    theirs = counts.pop(expected)
    best, most = max(counts.items(), key=lambda item: item[1])
    enough = most >= 2 or (most == 1 and len(words) <= 2)
    return best if enough and most > 2 * theirs else expected


def _dating() -> dict[str, tuple[str, ...]]:
    """The words for days, with and without their accents, and the languages that have them."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _DATES.items():
        for word in {**dict.fromkeys(words.split()), **dict.fromkeys(map(unaccented, words.split()))}:
            found[word] = (*found.get(word, ()), language)
    return found


_DATING = _dating()


def date_languages(text: str, language: str, known: Collection[str]) -> tuple[str, ...]:
    """The languages but `language` of which a word for a day, a week or a month stands in the text, among those that are
    not `known` in it."""
    text = text[:_LONGEST_TEXT].lower()
    words = [word for word in _WORD.findall(text) if word in _DATING and word not in known]
    found = dict.fromkeys(one for word in words for one in _DATING[word])
    if not text.isascii() and _HAN.search(text):
        found["zh"] = None
    return tuple(one for one in found if one != language)


def asked_language(text: str) -> str | None:
    """The language that a short text asks to go on in: "auf Deutsch bitte", "English please", "用中文说"."""
    if len(text) > 80:
        return None
    text = text.strip().lower()
    if match := _HAN_WISH.fullmatch(text):
        return _HAN_NAMES[match[1]]
    if wish := _wish(text):
        return wish
    clauses = [clause for clause in _PAUSES.split(text) if len(clause.split()) > 1]
    return next((wish for clause in clauses if (wish := _wish(clause))), None)


def _wish(text: str) -> str | None:
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", text.replace("’", "'"))
    named = [_LATIN_NAMES[word] for word in words if word in _LATIN_NAMES]
    if not named or len(words) > _MOST_WORDS_OF_A_WISH or len(set(named)) > 1:
        return None
    return named[0] if all(word in _LATIN_NAMES or word in _WISHING for word in words) else None
