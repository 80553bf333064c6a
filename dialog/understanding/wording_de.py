"""What people write to a booking bot in German, and what they want by it. `lexicon.Source.rules` explains the patterns."""

from dialog.understanding.lexicon import words_of
from dialog.understanding.model import Intent

COMMANDS: dict[str, Intent] = {
    **{
        name: Intent(name)
        for name in words_of("book reschedule cancel booked days slots yes no more earlier back undo stop help")
    },
    "buchen": Intent.BOOK,
    **dict.fromkeys(("verschieben", "umbuchen", "verlegen"), Intent.RESCHEDULE),
    **dict.fromkeys(("absagen", "stornieren"), Intent.CANCEL),
    **dict.fromkeys(("meine termine", "gebucht", "buchungen", "termine"), Intent.BOOKED),
    "tage": Intent.DAYS,
    **dict.fromkeys(("opentimes", "zeiten", "uhrzeiten", "freie zeiten", "freie termine"), Intent.SLOTS),
    **dict.fromkeys(
        ("ja", "j", "jo", "jep", "jup", "jawohl", "genau", "klar", "ok", "okay", "k", "👍", "✅", "✔", "👌"), Intent.YES
    ),
    **dict.fromkeys(("nein", "n", "nö", "nee", "ne", "👎", "❌"), Intent.NO),
    **dict.fromkeys(("hilfe", "?", "menü", "befehle", "info"), Intent.HELP),
    **dict.fromkeys(("hallo", "hi", "hey", "moin", "servus", "grüezi", "start", "los geht's", "👋"), Intent.GREETING),
    **dict.fromkeys(("danke", "dankeschön", "danke schön", "vielen dank", "merci", "🙏"), Intent.THANKS),
    **dict.fromkeys(
        ("tschüss", "ciao", "ende", "abbrechen", "abbruch", "quit", "exit", "schluss", "halt"), Intent.STOP
    ),
    **dict.fromkeys(("neu anfangen", "von vorn", "von vorne", "neustart", "neu starten", "reset"), Intent.START_OVER),
    **dict.fromkeys(("mehr", "weitere", "weiter", "später"), Intent.MORE),
    **dict.fromkeys(("früher", "vorherige"), Intent.EARLIER),
    "zurück": Intent.BACK,
    **dict.fromkeys(
        ("fertig", "das war's", "das wars", "das ist alles", "das sind alle", "niemand sonst"), Intent.DONE
    ),
    **dict.fromkeys(("behalten", "beibehalten"), Intent.KEEP),
    **dict.fromkeys(("rückgängig", "rückgängig machen"), Intent.UNDO),
}

_MEETING = (
    "termin|termins|meeting|buchung|treffen|gespräch|anruf|call|besprechung|reservierung|sitzung|beratung|telefonat"
)
_MEETINGS = "termine|terminen|meetings|buchungen|treffen|gespräche|anrufe|besprechungen|reservierungen"
_HUMAN = "mensch|menschen|mitarbeiter|mitarbeiterin|person|berater|kollegen|jemand|jemandem|jemanden"
_YES = (
    "ja|jo|jep|jup|jawohl|genau|klar|ok|okay|sicher|korrekt|stimmt|richtig|perfekt|super|gerne|einverstanden|👍|✅|✔|👌"
)
_NO = "nein|nö|nee|ne|👎|❌"
_CHANGE = "ändern|ändere|wechseln|wechsel|wechsle|anpassen|korrigieren|bearbeiten|änderung|falsch|falsche|falscher"
_MY_NEXT = "mein|meine|meinen|unser|unseren|nächste|nächster|nächsten|ich|wir"
_TAKE = "buch|buche|buchen|bestätige|bestätigen|nimm|nehme|nehmen"
_GET = "mach|mache|machen|brauche|brauch|bräuchte|möchte|will|hätte|find|finde|suche|wünsche"
_MAKE = "erstelle|erstellen|organisiere|trag|trage|setze"
_MEET = "treffen|sprechen|telefonieren|reden|sehen"
_OTHER = "anderer|anderen|anderes|andere|neuer|neuen|neues|neue"

RULES: tuple[tuple[Intent, str | None, str], ...] = (
    (Intent.RESCHEDULE, None, "kann|passt|geht|klappt _ nicht _ geht|passt|ginge|lieber|wäre|wie"),
    (
        Intent.NO,
        None,
        """nicht _ buchen|absagen|stornieren|bestätigen|senden|verschieben
        ^noch nicht
        passt|klappt|geht|stimmt _ nicht
        lieber nicht""",
    ),
    (Intent.YES, None, "^kein|keine problem|einwände\nnichts dagegen"),
    (
        Intent.START_OVER,
        None,
        """von vorn|vorne
        neu|nochmal|nochmals anfangen|starten|beginnen
        fang|fange|fangen _ neu|an
        ^neustart
        ^reset""",
    ),
    (Intent.STOP, "this", "^schon gut\n^egal"),
    (
        Intent.STOP,
        None,
        """^stopp|stop|abbrechen|abbruch
        vergiss|vergessen es|das|wir
        hat sich erledigt
        kein interesse
        nicht jetzt
        jetzt nicht
        ein|ein? andermal
        anders überlegt
        gebe|geb auf
        ^ok? tschüss|ciao|bye
        auf wiedersehen""",
    ),
    (Intent.UNDO, None, "rückgängig\nmach|mache|nimm das _ zurück\nzurücknehmen\n^widerrufen"),
    (
        Intent.BACK,
        None,
        """^bitte? zurück$
        geh|gehe|gehen|einen schritt? zurück
        vorherige|vorigen|vorheriger schritt|frage
        schritt zurück
        ^zurück""",
    ),
    (
        Intent.HELP,
        None,
        """^hilfe
        brauche|brauch|benötige _ hilfe
        kannst|können|könntest du|sie mir? helfen
        hilf|helfen mir|sie
        was kannst|können|kann du|sie|ich|man
        wie funktioniert|geht|benutze|nutze
        wie kann ich
        welche befehle|möglichkeiten""",
    ),
    (
        Intent.HUMAN,
        None,
        f"""mit einem|einer|einen? echten? {_HUMAN} sprechen|reden|chatten|schreiben|verbinden
        echter|echten|echtem|richtiger|richtigen|richtigem {_HUMAN}
        {_HUMAN} sprechen|reden|verbinden
        bist|sind|ist du|sie|das ein|eine? {_HUMAN}|bot|roboter|maschine
        gibt es? _ {_HUMAN}
        ^ein|einen? mensch|mitarbeiter|menschen$
        verbinde|verbinden _ {_HUMAN}""",
    ),
    (
        Intent.CHANGE,
        "timezone",
        f"""zeitzone _ {_CHANGE}
        {_CHANGE} _ zeitzone
        {_OTHER} zeitzone
        meine? zeitzone ist
        zeitzone auf""",
    ),
    (
        Intent.CHANGE,
        "attendees",
        f"""teilnehmer|teilnehmern|gäste|gästeliste|leute|personen|emails|email|adressen|adresse|eingeladenen _ {_CHANGE}
        {_CHANGE} _ teilnehmer|gäste|leute|personen|email|emails|adresse|adressen
        {_OTHER} teilnehmer|gäste
        ^nur mit? ADDRESS
        ^mit? ADDRESS _ allein|alleine""",
    ),
    (
        Intent.ADD,
        None,
        """^auch|und|noch|außerdem ADDRESS
        ^und? lade|ergänze|füge
        ^auch|zusätzlich|plus|cc|und|noch mit? noch? ADDRESS
        ^mit? ADDRESS _ auch|dazu
        kannst|könntest|können|könnten du|sie _ hinzufügen|einladen|dazunehmen""",
    ),
    (
        Intent.COMING,
        None,
        """wer kommt|kommen|nimmt|hat|ist|macht _ teil|zugesagt|abgesagt|geantwortet|dabei|mit|eingeladen
        wer kommt|kommen
        hat|haben schon? jemand|alle|wer|sie|ADDRESS _ zugesagt|abgesagt|geantwortet|angenommen
        haben|hat _ alle|jemand _ zugesagt|geantwortet
        kommen alle|sie
        ^kommt ADDRESS
        wer _ zugesagt|abgesagt|geantwortet|angenommen
        wie viele|viel kommen|haben|sind
        zusagen|absagen|antworten bisher|schon""",
    ),
    (
        Intent.KEEP,
        None,
        """behalte|behalten|beibehalten|lass|lassen es|das|den|die|ihn|alles|termin|zeit|so|dabei
        bleib|bleibe|bleiben|bleibt bei|dabei|es|so
        ^wie gehabt|vorher|geplant
        belassen wir""",
    ),
    (
        Intent.RESCHEDULE,
        None,
        f"""verschieben|verschiebe|verschieb|verschiebt|umbuchen|verlegen|verlege|verleg|umlegen|vertagen|verschoben|vorziehen
        {_MEETING}|{_MEETINGS} _ {_CHANGE}
        {_CHANGE} _ {_MEETING}
        legen|lege|leg|leg _ auf""",
    ),
    (
        Intent.CANCEL,
        "this",
        "^sag|sage|sagen|brich|breche das|es|ihn|dies ab\n^storniere|lösche|streiche das|es|ihn|dies$",
    ),
    (
        Intent.CANCEL,
        None,
        f"""absagen|absage|stornieren|storniere|storno|canceln|cancel|abgesagt|storniert
        sag|sage|sagen|sagt den|die|das|meinen|unseren? {_MEETING}? _ ab
        {_MEETING} _ löschen|streichen|entfernen
        lösche|lösch|streiche|streich|entferne meinen|den|das|unser|unseren|mein|diesen? {_MEETING}
        kann|schaffe|schaff _ nicht kommen|teilnehmen
        schaffe|schaff es nicht
        bin|muss _ verhindert|absagen""",
    ),
    (
        Intent.REMOVE,
        None,
        """entferne|entfernen|ausladen|lösche|streiche _ ADDRESS
        ohne _ ADDRESS
        ADDRESS _ entfernen|löschen|streichen|ausladen|raus
        nimm _ ADDRESS raus|weg|heraus
        entferne|streiche""",
    ),
    (
        Intent.CHANGE,
        "day",
        f"""tag|datum|termintag _ {_CHANGE}
        {_CHANGE} _ tag|datum
        {_OTHER} tag|datum|tage
        anderntags""",
    ),
    (
        Intent.CHANGE,
        "type",
        f"""art|terminart|typ|dauer|länge _ {_CHANGE}
        {_CHANGE} _ art|terminart|typ|dauer|länge
        {_OTHER} art|terminart|typ|dauer|länge""",
    ),
    (
        Intent.CHANGE,
        "time",
        f"""uhrzeit|zeit|zeitpunkt _ {_CHANGE}
        {_CHANGE} _ uhrzeit|zeit|zeitpunkt
        anderen|andere|neue|neuen uhrzeit|zeit|zeitpunkt""",
    ),
    (
        Intent.MORE,
        None,
        """andere|weitere|mehr|zusätzliche zeiten|termine|optionen|möglichkeiten|vorschläge|tage|uhrzeiten|auswahl
        gibt es? noch? andere|weitere|mehr
        noch mehr|andere|weitere|was
        sonst noch|etwas|was
        ^zeig|zeige|zeigen mir|sie? mehr|weitere|andere
        etwas|was|geht|lieber|gerne _ später
        ^später _ bitte?$
        spätere|späteren|späteres termine|zeiten|termin|uhrzeit
        nächste seite
        keiner|keine|keines davon|dieser|der
        ^mehr
        ^weitere""",
    ),
    (
        Intent.EARLIER,
        None,
        """etwas|was|geht|lieber|gerne|auch _ früher|eher
        frühere|früheren|früheres|früherer
        ^früher
        ^eher
        vorherige|vorige seite|termine|zeiten|tage""",
    ),
    (
        Intent.BOOKED,
        None,
        f"""meine|unsere|meinen nächsten|kommenden? {_MEETINGS}|kalender|buchungen
        welche {_MEETINGS} habe|hab|stehen
        was habe|hab|haben ich|wir _ gebucht|geplant|vor
        wann|wo ist|habe|hab|haben|findet _ {_MY_NEXT} _ {_MEETING}|{_MEETINGS}
        habe|hab|haben ich|wir _ {_MEETING}|{_MEETINGS}
        zeig|zeige|zeigen|liste _ {_MEETINGS}|buchungen
        gebuchte|gebuchten|anstehende|anstehenden|kommende {_MEETINGS}""",
    ),
    (
        Intent.DAYS,
        None,
        """welche|welchen|welcher tage|tagen|tag
        was für tage
        an welchem|welchen tag|tagen
        freie|verfügbare|mögliche|offene tage
        zeig|zeige|zeigen _ tage
        tage _ frei|verfügbar|möglich
        wann _ frei|verfügbar|zeit|möglich|offen
        wann kann|können|könnte|könnten|ginge|geht|passt|hättest|hast|haben|hätten ich|wir|du|sie|es|ihr?
        verfügbarkeit|verfügbarkeiten""",
    ),
    (
        Intent.SLOTS,
        None,
        """^zeiten|uhrzeiten|slots
        freie|offene|verfügbare|mögliche|freien|verfügbaren zeiten|termine|slots|uhrzeiten|zeit|terminen
        welche zeiten|uhrzeiten|termine|slots|stunden
        um? wie viel|wieviel uhr
        welche|welcher uhrzeit|zeit|slot
        zeiten|termine|uhrzeiten|slots _ frei|verfügbar|möglich
        hast|haben|hätten|hättest|habt du|sie|ihr _ zeit|frei|termine|termin|etwas|was|noch
        bist|sind|seid du|sie|ihr|alle|jemand _ frei|verfügbar|da|erreichbar
        ist _ frei|verfügbar|möglich|offen
        ist|gibt|geht es|da? noch? etwas|was|irgendetwas
        was ist|geht|hast|haben|gibt _ frei|noch|am|um
        geht|ginge|passt|klappt es|das? am|um|morgen|heute|auch
        gibt es _ am|um|nach|vor|morgen|heute|nächste
        etwas|was|irgendetwas frei|am|um|nach|vor|zwischen""",
    ),
    (
        Intent.DONE,
        None,
        """^fertig
        ^das war's|wars|wär's|wärs
        ^das ist|sind|war|waren alles|alle|genug
        niemand|keiner|sonst niemand|keiner sonst|mehr
        ^sonst niemand|keiner|nichts
        ^nur die|diese|ihn|sie|ihr$
        ^reicht|genug
        ^nein? das war|reicht|ist alles|alle""",
    ),
    (
        Intent.CHANGE,
        None,
        """stattdessen
        doch lieber|besser
        ^lieber|besser
        ^nein? lieber|besser|sondern
        ändere|ändern|mach|mache|machen es|das|ihn|wir? _ auf|zu|draus|daraus
        ändere|ändern _ auf|zu""",
    ),
    (
        Intent.YES,
        None,
        f"""^ja|ok|okay|gut|bitte? {_TAKE} es|das|den|ihn|die|diesen|diese|bitte|wir|ich? bitte?$
        ^mach|machen|mache das|es|wir|wir das bitte? so?
        ^machen wir
        ^so machen
        ^sehr? gut
        ^gerne|gern
        ^das|es|der|dieser? passt|klappt|geht|stimmt|ist _ gut|prima|richtig|super|ok|okay|perfekt|mir|so|klar
        ^das|es|der? passt|klappt|geht
        ^passt
        ^klingt|hört|sieht _ gut
        ^in ordnung
        ^alles klar
        ^auf jeden fall
        ^natürlich|selbstverständlich
        ^bestätigen|bestätige|bestätigt
        ^{_YES} _ bitte|danke?$""",
    ),
    (
        Intent.BOOK,
        None,
        f"""buchen|buche|buch|reservieren|reserviere|vereinbaren|vereinbare|ausmachen|ansetzen|planen|plane|einplanen|anlegen
        {_MEETING} machen|haben|erstellen|eintragen|einrichten|bekommen|anlegen
        {_GET}|{_MAKE} _ {_MEETING}
        lass|lasst|lassen|wollen|können|könnten|sollen|würde uns|wir|dich|sie|gerne|ich _ {_MEET}
        möchte|will|würde _ {_MEET}
        neuer|neuen|neues {_MEETING}
        {_MEETING} mit|für|am|um|zu|über|morgen|heute|nächste|nächsten|kommenden
        ^ein|einen|eine? {_MEETING}""",
    ),
    (
        Intent.ADD,
        None,
        """hinzufügen|einladen|dazunehmen|ergänzen
        füge|füg|lade|lad|ergänze|nimm _ hinzu|ein|dazu|auf
        lade|lad|ergänze
        auch|zusätzlich|plus|cc|noch _ ADDRESS
        ADDRESS auch|dazu|hinzu""",
    ),
    (
        Intent.NO,
        None,
        f"""^{_NO}
        ^nicht das|der|die|dieser|diese|wirklich|so|ganz|richtig
        ^falsch
        ^das|es|der ist|stimmt|passt _ nicht|falsch
        ^das|es|der stimmt|passt|geht nicht
        passt _ nicht
        ^auf keinen fall""",
    ),
    (Intent.YES, None, f"^{_YES}"),
    (Intent.THANKS, None, "danke|dankeschön|dank|merci|thx|🙏"),
    (
        Intent.GREETING,
        None,
        "^hi|hallo|hey|moin|servus|grüezi|hallöchen|tag|👋\n^guten|gute|schönen morgen|tag|abend|mittag\n^grüß gott|dich",
    ),
)

OPENING_WORDS = frozenset(
    words_of(
        "bitte hallo hi hey moin servus guten tag also und aber nun ja ach äh ähm oh ok okay dann danke mal eigentlich "
        "doch gut vielen dank"
    )
)
CHOICE_WORDS = frozenset(
    words_of(
        "die den der das option nummer nr nein slot termin bitte ich nehme nehm möchte will wähle gerne hätte mit für "
        "wir nehmen möglichkeit vorschlag auswahl punkt # ein"
    )
)
LAST_CHOICE = frozenset({"letzte", "letzten", "letzter", "letztes"})

NEVER_NAMES = frozenset(
    words_of(
        "ihm ihr ihn jemand jeder alle niemand an und am auf aus bei bin bitte buche buchen cc danke das dass dem den der "
        "die ein eine einen einladen email e-mail emails entferne er es für gast gäste hallo hi hinzu ich im in ist "
        "kann kontakt lade mail mailto mein meine mich mir mit montag dienstag mittwoch donnerstag freitag samstag sonntag "
        "nach name nur oder ohne person schick schicke sende sie statt teilnehmer termin um und uns von vom vor weiter "
        "wir zu zum zur heute morgen antwort adresse mailadresse lautet"
    )
)
