"""What people write to a booking bot in English, and what they want by it. `lexicon.Source.rules` explains the patterns."""

from dialog.understanding.lexicon import words_of
from dialog.understanding.model import Intent

COMMANDS: dict[str, Intent] = {
    **{
        name: Intent(name)
        for name in words_of("book reschedule cancel booked days slots yes no more earlier back undo stop help")
    },
    **dict.fromkeys(("opentimes", "open times", "times"), Intent.SLOTS),
    **dict.fromkeys(("appointments", "meetings", "bookings"), Intent.BOOKED),
    **dict.fromkeys(words_of("y yep yeah yup yea ye yess yees yse ok okay k sure confirm 👍 ✅ ✔ 👌"), Intent.YES),
    **dict.fromkeys(("n", "nope", "nah", "👎", "❌"), Intent.NO),
    **dict.fromkeys(("?", "menu", "commands", "info"), Intent.HELP),
    **dict.fromkeys(("hi", "hello", "hey", "start", "get started", "👋"), Intent.GREETING),
    **dict.fromkeys(("thanks", "thank you", "thx", "ty", "cheers", "🙏"), Intent.THANKS),
    **dict.fromkeys(("quit", "exit", "bye", "goodbye", "end", "abort"), Intent.STOP),
    **dict.fromkeys(("start over", "restart", "reset"), Intent.START_OVER),
    **dict.fromkeys(("next", "later"), Intent.MORE),
    **dict.fromkeys(("previous", "prev"), Intent.EARLIER),
}

_MEETING = "appointment|meeting|booking|call|reservation|session|meetup|event"
_MEETINGS = "appointments|meetings|bookings|calls|reservations|sessions|events"
_HUMAN = "human|humans|agent|operator|representative|receptionist"
_YES = "yes|yep|yeah|yup|sure|ok|okay|correct|confirm|confirmed|perfect|great|absolutely|definitely|exactly|👍|✅|✔|👌"
_NO = "no|nope|nah|👎|❌"
_CHANGE = "change|switch|modify|edit|fix|correct|update|adjust|different|another|other|wrong"

RULES: tuple[tuple[Intent, str | None, str], ...] = (
    (Intent.NO, None, "don't|dont|never|not _ book|cancel|confirm|send\ndon't|dont|not do"),
    (Intent.YES, None, "^no problem|worries|objection|objections"),
    (
        Intent.START_OVER,
        None,
        """start over|again|afresh|anew
        begin again
        from scratch
        ^restart
        ^reset""",
    ),
    (Intent.STOP, "this", "never mind\nnevermind\nforget about"),
    (
        Intent.STOP,
        None,
        """^stop
        ^quit
        ^exit
        ^ok? forget it|that
        leave it
        ^ok? bye|goodbye
        changed my mind$
        i? give|giving up
        not interested
        not now
        maybe|perhaps another|later time?$""",
    ),
    (
        Intent.UNDO,
        None,
        """undo
        take that|it back
        ^revert""",
    ),
    (
        Intent.BACK,
        None,
        """go|going|step|take back|backwards
        ^back$
        previous step|question
        one step back""",
    ),
    (
        Intent.HELP,
        None,
        """^help
        need|want _ help
        can|could you help
        what can you|i|we do|say|ask|type|write
        how do|does|can i|this|it|you work|use|book|start
        how to use|book
        show|list _ commands""",
    ),
    (
        Intent.HUMAN,
        None,
        f"""talk|speak|chat|connect|transfer|write _ {_HUMAN}
        need|want|get|give me? a|an|the? {_HUMAN}
        talk|speak|chat to|with a? person
        ^a? {_HUMAN}$
        real|actual|live human|person|people|agent|operator
        what|how about a|an? person|{_HUMAN}
        is|are there a|an|any? person|{_HUMAN}
        not a? bot|robot|machine
        are|is you|this|it a|an? real? human|bot|robot|person|machine|ai|real""",
    ),
    (
        Intent.CHANGE,
        "timezone",
        f"""{_CHANGE} _ timezone
        {_CHANGE} _ time zone
        set|use _ timezone
        set|use _ time zone
        my? timezone is
        my? time zone is""",
    ),
    (
        Intent.CHANGE,
        "attendees",
        f"""{_CHANGE} _ attendees|attendee|guests|guest|people|participants|invitees|emails|email|addresses|address|who""",
    ),
    (
        Intent.CHANGE,
        "attendees",
        """^only|just with? ADDRESS
        ^with|invite? only|just ADDRESS
        ^with? ADDRESS _ only|alone$""",
    ),
    (
        Intent.ADD,
        None,
        """^also|and? add|invite|include
        can|could|would you also? add|invite|include
        ^also|plus|cc|and ADDRESS
        ^with? ADDRESS also|too$""",
    ),
    (
        Intent.COMING,
        None,
        """who _ coming|accepted|attending|going|declined|answered|replied|confirmed|invited|joining
        who's coming|attending|going|joining|in
        who can|can't|cannot|will|won't come|attend|make|join
        has|have|did anyone|anybody|everyone|everybody|somebody|they|all _ accepted|answered|replied|confirmed|accept|reply
        is|are everyone|everybody|they|all coming
        ^is|are|will ADDRESS coming|attending|come|attend|join|joining
        ^has|did|have ADDRESS _ accept|accepted|answer|answered|reply|replied|confirm|confirmed|decline|declined
        any|the answers|replies|rsvps|rsvp|responses
        ^answers|replies|rsvps|responses
        how many _ coming|accepted|attending|going|confirmed|replied""",
    ),
    (
        Intent.KEEP,
        None,
        """keep it|that|this|them|the|my|what|as
        ^keep
        leave it|that|this as|the
        stay|stick with
        ^as it was|is""",
    ),
    (
        Intent.RESCHEDULE,
        None,
        f"""can't|cannot|cant|won't|wont make|do _ _ _ instead
        can't|cannot|cant|won't|wont make|do _ _ how|what about
        reschedule|rescheduling|postpone|rebook
        move|push|shift|change|delay my|the|our|this? _ {_MEETING}|{_MEETINGS}
        move|push|shift it|this|that to|back|forward
        move|push|shift _ to|later|earlier|sooner""",
    ),
    (
        Intent.CANCEL,
        "this",
        """^cancel it|this|that please?$
        call|calling it|this|that off""",
    ),
    (
        Intent.CANCEL,
        None,
        f"""cancel|cancels|unbook|cancelling|cancellation
        call|calling it|this|that? off
        call off
        delete|drop|remove|scrap my|the|this|that|our {_MEETING}
        can't|cannot|cant|won't|wont make it
        can't|cannot|cant|won't|wont make _ {_MEETING}""",
    ),
    (
        Intent.REMOVE,
        None,
        """remove|uninvite|exclude
        drop|delete|minus|without _ ADDRESS
        take _ ADDRESS off|out""",
    ),
    (
        Intent.CHANGE,
        "day",
        f"""{_CHANGE} _ day|date|days|dates
        some other day|date
        new day|date""",
    ),
    (
        Intent.CHANGE,
        "type",
        f"""{_CHANGE} _ type|kind|length|duration""",
    ),
    (
        Intent.MORE,
        None,
        """other|different|another|additional|further times|time|slots|slot|options|option|choices
        more _ times|time|slots|slot|days|options|choices
        ^show|see|give me? some? more
        ^any|anything|something more|else
        what|anything|something else
        anything|something|any|show|see|a|much _ later
        later ones|one|times|time|slots|dates
        ^later _ please?$
        next page|ones|days
        ^more
        none of these|those|them""",
    ),
    (
        Intent.EARLIER,
        None,
        """earlier ones|one|times|time|slots|slot|days|dates
        anything|something|any|show|see|a|much _ earlier
        ^earlier
        previous ones|times|slots|days|page
        ^previous|prev$
        sooner""",
    ),
    (
        Intent.CHANGE,
        "time",
        f"""{_CHANGE} _ time|hour|slot
        new time""",
    ),
    (
        Intent.BOOKED,
        None,
        f"""my|our _ {_MEETINGS}|calendar|schedule|agenda
        what|which|anything have|did|has i|we|been booked|scheduled|got|planned
        what|which|when did i|we _ book|schedule|reserve
        what|what's|anything _ booked|scheduled|planned
        do|have i have|got|booked _ {_MEETING}|{_MEETINGS}
        when|what|where _ my|our next? {_MEETING}
        show|list|see|view|display _ booked|{_MEETINGS}|booking
        upcoming {_MEETINGS}
        ^booked""",
    ),
    (
        Intent.DAYS,
        None,
        """what|which _ days|dates
        what|which day|date
        show|list|see|any|other|free|open|available days|dates
        days|dates _ free|open|available
        ^days
        ^availability
        your|the|his|her|their availability
        when _ free|available|open|possible
        when can|could|may i|we|you|they
        availability""",
    ),
    (
        Intent.SLOTS,
        None,
        """^slots|opentimes
        open|free|available|any times|time|slots|slot|hours|openings|opening|appointments
        what|which times|slots|hours|openings
        what time|times is|are|do|can|would|works|work|available
        times|slots|openings|time _ free|open|available|left
        are|is|am|will you|they|he|she|we|it|there|anyone|anybody|everyone|someone _ free|available|open
        what|what's|anything|something|anyone _ free|available|open
        is|are _ free|available
        ^is|are|do|have? you|there? have|got? anything|something on|for|at|after|before|around|in|this|next
        ^anything|something on|for|at|after|before|around|in|this|next""",
    ),
    (
        Intent.DONE,
        None,
        """^done
        ^finished
        ^that's|thats|it's all|it|everyone|everybody|enough$
        ^that|this is|was all|it|everyone|everybody|enough$
        ^nobody|none|nothing|noone else|more
        ^no one else|more
        ^no more people?$
        ^enough
        ^just them|him|her|these|those$
        ^only them|him|her|these|those$""",
    ),
    (Intent.CHANGE, None, "instead\nchange|switch|make it|this|that to|for?\nchange|switch _ to"),
    (
        Intent.YES,
        None,
        f"""^yes|ok|okay|sure|please? book|confirm|do it|that|this|them please?$
        ^book it|that|this|them please?$
        ^go ahead
        ^let's|lets do it|that
        ^please do
        ^of course
        ^sounds|looks|is|it's|that's|thats|all good|great|fine|right|correct|perfect|ok
        ^that|it|this works|work|is _ good|great|fine|right|correct|ok|me
        ^that|it|this works
        ^works
        ^{_YES}|right please|thanks|thank? you? i'm? sure?$""",
    ),
    (
        Intent.BOOK,
        None,
        f"""book|booking|reserve|schedule|scheduling
        set|setting _ up
        plan|planning|make|create|get|fix|find|have|need|want|like|put|do _ {_MEETING}|slot
        arrange|organise|organize
        put _ calendar
        let's|lets|can|could|shall|should|to meet|chat|talk|speak|catch
        can|could|shall|should we|i|you meet|chat|talk|speak|catch|see
        {_MEETING} with|for|on|at|about|tomorrow|today
        ^a? new? {_MEETING}
        new {_MEETING}""",
    ),
    (Intent.ADD, None, "add|invite|include\nalso|plus|cc _ ADDRESS\nADDRESS also|too"),
    (
        Intent.NO,
        None,
        f"""^{_NO}
        ^not that|this|quite|really|yet|right|correct
        ^wrong|incorrect
        ^that's|thats|it's not|wrong""",
    ),
    (Intent.YES, None, f"^{_YES}"),
    (Intent.THANKS, None, "thanks|thank|thx|cheers|🙏"),
    (Intent.GREETING, None, "^hi|hello|hey|hiya|howdy|greetings|👋\n^good morning|afternoon|evening|day"),
)

OPENING_WORDS = frozenset(
    words_of(
        "please pls plz hi hello hey so well um uh hm hmm ah oh and but just actually then ok okay thanks thank you"
    )
)
CHOICE_WORDS = frozenset(
    words_of(
        "the option number no choice slot item one please pls i'll i'd take want like choose pick go with for let's "
        "do nr # a"
    )
)
LAST_CHOICE = frozenset({"last"})

NEVER_NAMES = frozenset(
    words_of(
        "him her everything both asap anybody anyone everybody nobody somebody someone "
        "a about add address also am an and are as at attendee attendees be book booking but by call cancel cc change "
        "contact copy e-mail email emails everyone for forward from guest hello hey hi include including invite "
        "invitee is it mail mailto me meet meeting monday tuesday wednesday thursday friday saturday sunday my name "
        "of on or our participant please plus pm remove reply schedule send that the then this to today tomorrow "
        "unsubscribe us we with without write you your"
    )
)
