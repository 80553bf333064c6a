"""What the chat page says by itself, beside what the bot answers."""

from booking.translations import marked, translations

_WORDS = {
    "you": marked("You"),
    "choose": marked("Choose an answer"),
    "not_sent": marked("Not sent."),
    "try_now": marked("Try now"),
    "waiting": marked("Waiting to be sent."),
    "no_connection": marked("No connection."),
    "offline": marked("You are offline."),
    "answered": marked("The server answered"),
    "cannot_answer": marked("The server cannot answer now."),
    "repeated": marked("That had arrived before. Please go on."),
    "begun_anew": marked("The earlier conversation could not be continued. This is a new one."),
}


def words(locale: str) -> dict[str, str]:
    """The sentences of the page's script, in the language of `locale`."""
    gettext = translations(locale).gettext
    return {name: gettext(text) for name, text in _WORDS.items()}
