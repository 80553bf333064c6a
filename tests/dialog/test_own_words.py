"""What the bot tells people to say, in each language, is what it understands."""

from datetime import UTC, datetime

import pytest

from dialog.understanding import Intent, read

NOW = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)
"""A Monday."""

WANTED: tuple[tuple[Intent, dict[str, str]], ...] = (
    (
        Intent.BOOK,
        {"en": "book", "de": "buchen", "es": "reservar", "fr": "réserver", "pt": "marcar", "zh": "预约"},
    ),
    (
        Intent.BOOK,
        {
            "en": "book tomorrow at 3pm with karen@example.com",
            "de": "buche morgen um 15 Uhr mit karen@example.com",
            "es": "reservar mañana a las 15:00 con karen@example.com",
            "fr": "réserver demain à 15h avec karen@example.com",
            "pt": "marcar amanhã às 15h com karen@example.com",
            "zh": "预约明天下午三点，参加者 karen@example.com",
        },
    ),
    (Intent.DAYS, {"en": "days", "de": "tage", "es": "días", "fr": "jours", "pt": "dias", "zh": "日期"}),
    (
        Intent.SLOTS,
        {
            "en": "slots friday",
            "de": "zeiten am freitag",
            "es": "horas el viernes",
            "fr": "créneaux vendredi",
            "pt": "horários na sexta",
            "zh": "星期五有哪些时间",
        },
    ),
    (
        Intent.BOOKED,
        {
            "en": "booked",
            "de": "meine termine",
            "es": "mis reuniones",
            "fr": "mes rendez-vous",
            "pt": "minhas reuniões",
            "zh": "我的预约",
        },
    ),
    (
        Intent.RESCHEDULE,
        {"en": "reschedule", "de": "verschieben", "es": "mover", "fr": "déplacer", "pt": "remarcar", "zh": "改期"},
    ),
    (
        Intent.CANCEL,
        {"en": "cancel", "de": "absagen", "es": "cancelar", "fr": "annuler", "pt": "cancelar", "zh": "取消"},
    ),
    (Intent.BACK, {"en": "back", "de": "zurück", "es": "volver", "fr": "retour", "pt": "voltar", "zh": "返回"}),
    (
        Intent.UNDO,
        {"en": "undo", "de": "rückgängig", "es": "deshacer", "fr": "défaire", "pt": "desfazer", "zh": "撤销"},
    ),
    (
        Intent.START_OVER,
        {
            "en": "start over",
            "de": "neu anfangen",
            "es": "empezar de nuevo",
            "fr": "recommencer",
            "pt": "começar de novo",
            "zh": "重新开始",
        },
    ),
    (Intent.STOP, {"en": "stop", "de": "stopp", "es": "parar", "fr": "arrêter", "pt": "parar", "zh": "停止"}),
    (
        Intent.CHANGE,
        {
            "en": "Thursday instead",
            "de": "lieber Donnerstag",
            "es": "mejor el jueves",
            "fr": "jeudi plutôt",
            "pt": "melhor na quinta",
            "zh": "改成星期四",
        },
    ),
    (
        Intent.CHANGE,
        {
            "en": "4pm instead",
            "de": "lieber 16 Uhr",
            "es": "mejor a las 16:00",
            "fr": "plutôt 16h",
            "pt": "melhor às 16h",
            "zh": "改成下午四点",
        },
    ),
    (
        Intent.ADD,
        {
            "en": "also bill@example.com",
            "de": "auch bill@example.com",
            "es": "también bill@example.com",
            "fr": "aussi bill@example.com",
            "pt": "também bill@example.com",
            "zh": "还有 bill@example.com",
        },
    ),
    (
        Intent.REMOVE,
        {
            "en": "remove bill@example.com",
            "de": "entferne bill@example.com",
            "es": "quitar bill@example.com",
            "fr": "retirer bill@example.com",
            "pt": "remover bill@example.com",
            "zh": "去掉 bill@example.com",
        },
    ),
    (
        Intent.CHANGE,
        {
            "en": "change time zone",
            "de": "Zeitzone ändern",
            "es": "cambiar la zona horaria",
            "fr": "changer le fuseau horaire",
            "pt": "mudar o fuso horário",
            "zh": "更改时区",
        },
    ),
    (Intent.DONE, {"en": "done", "de": "fertig", "es": "listo", "fr": "c'est tout", "pt": "pronto", "zh": "完成"}),
    (Intent.HELP, {"en": "help", "de": "Hilfe", "es": "ayuda", "fr": "aide", "pt": "ajuda", "zh": "帮助"}),
    (Intent.YES, {"en": "yes", "de": "ja", "es": "sí", "fr": "oui", "pt": "sim", "zh": "是"}),
    (Intent.NO, {"en": "no", "de": "nein", "es": "no", "fr": "non", "pt": "não", "zh": "不"}),
)


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [(language, text, intent) for intent, texts in WANTED for language, text in texts.items()],
)
def test_what_people_are_told_to_say_is_understood(language: str, text: str, intent: Intent) -> None:
    """Each example and command of the help, word for word."""
    reading = read(text, NOW, "UTC", language)
    assert (reading.intent, reading.language) == (intent, language)
    if "example.com" in text:
        assert reading.emails
    if intent is Intent.BOOK and "example.com" in text:
        assert reading.moment
        assert f"{reading.moment.start:%Y-%m-%d %H:%M}" == "2026-05-12 15:00"


EXAMPLES = {
    "en": "Tuesday at 3pm",
    "de": "Dienstag um 15 Uhr",
    "es": "el martes a las 15:00",
    "fr": "mardi à 15h",
    "pt": "terça às 15h",
    "zh": "星期二下午三点",
}


@pytest.mark.parametrize(("language", "text"), EXAMPLES.items())
def test_the_example_of_a_day_is_read(language: str, text: str) -> None:
    """It is the coming Tuesday."""
    moment = read(text, NOW, "UTC", language).moment
    assert moment
    assert f"{moment.start:%Y-%m-%d %H:%M}" == "2026-05-12 15:00"
