"""What people write to a booking bot in French, and what they want by it. `lexicon.Source.rules` explains the patterns."""

from dialog.understanding.lexicon import words_of
from dialog.understanding.model import Intent

COMMANDS: dict[str, Intent] = {
    **{
        name: Intent(name)
        for name in words_of("book reschedule cancel booked days slots yes no more earlier back undo stop help")
    },
    **dict.fromkeys(("réserver", "réservation", "prendre rdv"), Intent.BOOK),
    **dict.fromkeys(("déplacer", "reporter", "décaler", "replanifier"), Intent.RESCHEDULE),
    "annuler": Intent.CANCEL,
    **dict.fromkeys(("mes rdv", "mes rendez-vous", "mes réunions", "réservations", "rdv", "réservé"), Intent.BOOKED),
    **dict.fromkeys(("jours", "dates"), Intent.DAYS),
    **dict.fromkeys(("opentimes", "créneaux", "horaires", "heures", "disponibilités", "dispos"), Intent.SLOTS),
    **dict.fromkeys(words_of("oui ouais ouep o ok okay dac dacc d'accord d'acc k volontiers 👍 ✅ ✔ 👌"), Intent.YES),
    **dict.fromkeys(
        ("c'est bon", "bien sûr", "ça marche", "ça va", "ça roule", "parfait", "nickel", "vas-y"), Intent.YES
    ),
    **dict.fromkeys(("non", "n", "nan", "nope", "👎", "❌"), Intent.NO),
    **dict.fromkeys(("aide", "?", "menu", "commandes", "info", "infos", "aidez-moi", "aide-moi"), Intent.HELP),
    **dict.fromkeys(
        ("bonjour", "salut", "coucou", "bonsoir", "hello", "bjr", "slt", "hey", "démarrer", "commencer", "start", "👋"),
        Intent.GREETING,
    ),
    **dict.fromkeys(("merci", "merci beaucoup", "mille mercis", "mrc", "🙏"), Intent.THANKS),
    **dict.fromkeys(
        ("quitter", "fin", "au revoir", "arrête", "arrêter", "arrêtez", "laisse tomber", "quit", "exit"), Intent.STOP
    ),
    **dict.fromkeys(("recommencer", "recommence", "à zéro", "réinitialiser", "reset"), Intent.START_OVER),
    **dict.fromkeys(("plus", "suivant", "suivants", "suite", "plus tard", "autres"), Intent.MORE),
    **dict.fromkeys(("plus tôt", "précédent", "précédents", "avant"), Intent.EARLIER),
    "retour": Intent.BACK,
    **dict.fromkeys(("défaire", "annuler la dernière action"), Intent.UNDO),
    **dict.fromkeys(("terminé", "fini", "c'est tout", "personne d'autre"), Intent.DONE),
    **dict.fromkeys(("garder", "garde", "gardez"), Intent.KEEP),
}

_MEETING = "rendez-vous|rdv|réunion|entretien|appel|séance|meeting|réservation|visio|point|call|rendez|consultation"
_MEETINGS = "rendez-vous|rdv|rdvs|réunions|entretiens|appels|séances|meetings|réservations|rendez"
_HUMAN = "humain|humaine|personne|conseiller|conseillère|agent|opérateur|quelqu'un|collaborateur"
_YES = "oui|ouais|ok|okay|d'accord|parfait|exact|exactement|super|génial|volontiers|confirme|confirmé|nickel|👍|✅|✔|👌"
_NO = "non|nan|nope|👎|❌"
_CHANGE = "changer|change|changez|modifier|modifie|modifiez|corriger|corrige|autre|nouvelle|nouveau|nouvel|rectifier"
_BOOK = "réserver|réserve|réservez|planifier|planifie|planifiez|organiser|organise|organisez|programmer|programme|programmez"
_MAKE = (
    "prendre|prends|prenez|fixer|fixe|fixez|caler|cale|calez|prévoir|faire|créer|crée|mettre|trouver|trouve|poser|avoir"
)

RULES: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.NO,
        None,
        """ne _ réserve|réservez|annule|annulez|confirme|confirmez pas
        ne pas réserver|annuler|confirmer|envoyer
        pas encore
        ne|n' convient|marche|va|fonctionne|est pas
        ça va|marche pas""",
    ),
    (Intent.YES, None, "pas|aucun de? problème|souci|objection"),
    (
        Intent.START_OVER,
        None,
        """à zéro
        recommencer|recommence|recommencez|recommençons
        reprendre|reprends|reprenons au|depuis|dès le? début
        ^réinitialiser
        ^reset""",
    ),
    (Intent.STOP, "this", "tant pis"),
    (
        Intent.STOP,
        None,
        """^stop
        ^arrête|arrêter|arrêtez
        laisse|laissez|laissons tomber
        oublie|oubliez ça|cela|tout|le
        ^oublie|oubliez$
        changé d' avis
        pas maintenant
        une autre fois$
        pas intéressé|intéressée
        ^ok? au revoir|ciao|bye
        j' abandonne|renonce|arrête
        ça ne m' intéresse""",
    ),
    (
        Intent.UNDO,
        None,
        """défais|défaire|défaites
        annule|annuler|annulez la|le|ma|mon dernière|dernier
        reviens|revenir en? arrière
        ^retire ça|cela""",
    ),
    (
        Intent.BACK,
        None,
        """^retour
        retour|retourner|retourne|revenir|reviens|revenons en? arrière|précédent|précédente|question|étape
        étape|question précédente
        un pas en arrière""",
    ),
    (
        Intent.HELP,
        None,
        """^aide
        besoin d' aide
        peux|pouvez|pourrais|pourriez tu|vous? m' aider
        aide|aider|aidez moi
        que|qu'est|quoi _ faire|dire|écrire|demander
        comment ça|cela|on|je|tu|faire|puis|peut _ marche|fonctionne|réserver|fait|faire|réserve
        comment ça|faire|réserver|marche|fonctionne
        quelles commandes|options""",
    ),
    (
        Intent.HUMAN,
        None,
        f"""parler|discuter|échanger|joindre|contacter|écrire _ {_HUMAN}
        {_HUMAN} réel|réelle|vrai|vraie|humain
        vrai|vraie|véritable|réel {_HUMAN}
        ^un|une? {_HUMAN}$
        es|êtes|est tu|vous|ce|c'? un|une? {_HUMAN}|robot|bot|machine
        y a|aurait t|il? un|une|quelqu'un? {_HUMAN}""",
    ),
    (
        Intent.CHANGE,
        "timezone",
        f"""{_CHANGE} _ fuseau
        mon fuseau _ est
        fuseau horaire""",
    ),
    (
        Intent.CHANGE,
        "attendees",
        f"""{_CHANGE} _ participants|participant|invités|invité|personnes|gens|adresses|adresse|emails|email|mails|mail
        ^seulement|uniquement|juste avec? ADDRESS
        ^avec? ADDRESS _ seulement|uniquement|seul|seule""",
    ),
    (
        Intent.ADD,
        None,
        """^et? aussi|également avec? ADDRESS
        ^ajoute|ajouter|ajoutez|rajoute|rajouter|rajoutez
        ^et|plus|cc avec? ADDRESS
        ^avec? ADDRESS aussi|également
        peux|pouvez|pourrais|pourriez tu|vous? ajouter|inviter|rajouter
        invite|inviter|invitez aussi|également""",
    ),
    (
        Intent.COMING,
        None,
        """qui vient|viendra|sera|participe|participera|accepté|répondu|a|est|assiste _
        est ce que? quelqu'un|tout|tous|ils|on _ accepté|répondu|vient|confirmé
        quelqu'un a _ accepté|répondu|confirmé|décliné
        ont ils|elles? tous|toutes? accepté|répondu|confirmé
        ADDRESS a _ accepté|répondu|confirmé|décliné
        ^est ce que? ADDRESS vient|viendra
        combien _ viennent|accepté|participants|présents|confirmé
        réponses|confirmations""",
    ),
    (
        Intent.KEEP,
        None,
        """garde|garder|gardez|gardons le|la|ça|cela|celui|celle|tout|ce|cet|l'|les
        ^on? garde|garder|gardez|gardons
        laisse|laissez|laissons comme
        rester|restons|reste sur|à|au|comme
        ^comme avant""",
    ),
    (
        Intent.RESCHEDULE,
        None,
        f"""peux|pourrai|peut pas _ _ plutôt|possible
        reporter|reporte|reportez|reportons|replanifier|reprogrammer|repousser|repousse|repoussez
        déplacer|déplace|déplacez|déplaçons|décaler|décale|décalez|décalons|avancer|avance|avancez
        {_CHANGE} _ {_MEETING}""",
    ),
    (
        Intent.CANCEL,
        "this",
        """^annule|annuler|annulez le|la|ça|cela|l'?$
        ^annule|annuler|annulez tout$""",
    ),
    (
        Intent.CANCEL,
        None,
        f"""annuler|annule|annulez|annulons|annulation|annulé|désister|décommander
        supprimer|supprime|supprimez _ {_MEETING}
        ne peux|pourrai|peut|pourrons|pouvons _ venir|assister|participer
        peux|pourrai|peut _ pas|plus venir|assister|participer
        empêchement
        empêché|empêchée""",
    ),
    (
        Intent.REMOVE,
        None,
        """enlever|enlève|enlevez|retirer|retire|retirez|supprimer|supprime|supprimez|ôter _ ADDRESS
        sans _ ADDRESS
        enlève|enlevez|enlever|retire|retirez|retirer""",
    ),
    (
        Intent.CHANGE,
        "day",
        f"""{_CHANGE} _ jour|date|jours|dates
        le jour|date ne|n'
        un autre jour""",
    ),
    (
        Intent.CHANGE,
        "type",
        f"""{_CHANGE} _ type|durée|genre|longueur|sorte
        plus long|longue|court|courte""",
    ),
    (
        Intent.MORE,
        None,
        """autres|autre|d'autres _ créneau|créneaux|horaire|horaires|option|options|choix|heures|possibilités|dates
        plus de créneaux|horaires|choix|options|dates|jours
        autre chose
        quelque|quelques chose|créneaux? plus tard
        ^plus tard
        ^un? peu plus tard
        montre|montrez|voir|afficher _ plus|autres|suivants|suite
        page suivante
        aucun de|ne|d'
        rien d' autre
        ^la? suite
        ^encore$""",
    ),
    (
        Intent.EARLIER,
        None,
        """plus tôt
        page|créneaux|dates précédente|précédents|précédentes
        ^précédent|précédents
        ^avant$""",
    ),
    (
        Intent.CHANGE,
        "time",
        f"""{_CHANGE} _ heure|horaire|créneau
        à une autre heure""",
    ),
    (
        Intent.BOOKED,
        None,
        f"""mes|nos prochains|prochaines? {_MEETINGS}|réservations|agenda|calendrier
        mon|notre|quel|quels|quelles _ {_MEETING}|agenda|calendrier|planning ai|est|j'
        qu'|que ai|j'|avons _ réservé|prévu|planifié
        ai|j'|avons je|nous? _ prévu|réservé|planifié
        ai je|nous _ {_MEETING}|{_MEETINGS}
        quand|où est _ {_MEETING}
        voir|montre|montrez|afficher|affiche|lister|liste _ {_MEETINGS}|réservations
        {_MEETINGS} à venir|prévus|prévues|réservés""",
    ),
    (
        Intent.DAYS,
        None,
        """quels|quel|quelles|quelle jours|jour|dates|date
        jours|dates _ libres|disponibles|dispo|possibles
        montre|montrez|voir|afficher _ jours|dates|disponibilités
        autres jours|dates
        quand _ libre|libres|disponible|disponibles|dispo|possible
        quand puis|pouvons|peut|peux|pouvez|pourrait|pourrions je|on|nous|vous|tu
        vos|tes|ses|les disponibilités|dispos
        disponibilités|dispos""",
    ),
    (
        Intent.SLOTS,
        None,
        """^créneaux|créneau|horaires
        créneaux|créneau|horaires|heures|plages _ libres|libre|disponibles|disponible|dispo|possibles|restants
        quels|quelles|quel|quelle créneaux|créneau|horaires|horaire|heures|heure
        à quelle heure
        quelque chose _ libre|disponible|dispo|de|le|à|pour|avant|après
        qu'|que avez|as|y _ libre|disponible|dispo|de
        êtes|es|est|sont|serez|seriez|serais|serait vous|tu|il|elle|on|ce? _ libre|libres|disponible|disponibles|dispo
        avez|as|auriez|aurais vous|tu _ créneau|créneaux|place|quelque|dispo|temps
        y a|aurait t? il? _ créneau|créneaux|place|quelque|dispo|encore
        reste t? il? _
        c'|est ce? que c'|ce est? libre|possible|dispo""",
    ),
    (
        Intent.CHANGE,
        None,
        """à la place
        plutôt
        en fait|finalement
        change|changer|changez|mets|mettez|mettre|passe|passez|passer _ à|au|pour|en""",
    ),
    (
        Intent.DONE,
        None,
        """^c' est tout|bon$
        ^ce sera tout
        ^voilà$
        ^terminé|fini
        personne d' autre
        ^rien d' autre
        ^non? c' est tout
        ^plus personne
        ^seulement|juste|uniquement eux|elles|elle|lui|ceux""",
    ),
    (
        Intent.YES,
        None,
        f"""^oui|ok|d'accord|allez|vas|s'il? {_BOOK}|confirme|confirmez le|la|ça|cela|svp?$
        ^réserve|réservez le|la|ça|cela
        ^vas|allez y
        ^faites|fais comme? ça
        ^ça|cela|c' _ marche|va|convient|roule|parfait|bon|ok|super
        ^c' est bon|parfait|ok|ça|exact|correct|noté|super|bien|cela
        ^c' est tout? à fait
        ^très bien
        ^bien sûr|entendu|volontiers
        ^avec plaisir
        ^tout à fait
        ^je|nous confirme|valide|prends
        ^me|nous convient
        ^bonne idée
        ^{_YES} _ merci|svp|plaît?$""",
    ),
    (
        Intent.BOOK,
        None,
        f"""{_BOOK}
        {_MAKE} _ {_MEETING}|créneau
        besoin|voudrais|veux|aimerais|souhaite|souhaiterais|voudrions|envie _ {_MEETING}|créneau
        voir|rencontrer|retrouver|retrouvons|rencontrons|discuter|parler nous|ensemble|avec
        on|peut|pourrait|pouvons|puis|voudrais|aimerais _ voir|rencontrer|parler|discuter|retrouve|voit
        un|une|nouveau|nouvelle|nouvel {_MEETING}
        ^{_MEETING} avec|le|à|demain|aujourd'hui|lundi|mardi|mercredi|jeudi|vendredi|pour
        {_MEETING} avec|le|à|demain""",
    ),
    (
        Intent.ADD,
        None,
        """ajouter|ajoute|ajoutez|inviter|invite|invitez|rajouter|rajoute|convier
        aussi|également|plus|cc|et _ ADDRESS
        ADDRESS aussi|également""",
    ),
    (
        Intent.NO,
        None,
        f"""^{_NO}
        ^pas ça|celui|celle|vraiment|du|tout|bon|exactement
        ^c' est faux|incorrect|pas
        ^ce n' est pas
        ^faux|incorrect|jamais
        surtout pas""",
    ),
    (Intent.YES, None, f"^{_YES}"),
    (Intent.THANKS, None, "merci|mercis|remercie|🙏"),
    (Intent.GREETING, None, "^bonjour|salut|coucou|bonsoir|hello|hey|bjr|slt|👋"),
)

OPENING_WORDS = frozenset(
    words_of(
        "svp stp s' il te vous plaît bonjour salut coucou bonsoir bon ben bah alors et mais euh hum ah oh ok okay d'accord "
        "donc puis merci beaucoup bien finalement oui"
    )
)
CHOICE_WORDS = frozenset(
    words_of(
        "le la les l' option numéro n° no nr choix créneau je prends prendrai veux choisis choisirai préfère voudrais svp "
        "stp pour vais avec celui celle on prend allons allez y # un une"
    )
)
LAST_CHOICE = frozenset({"dernier", "dernière"})

NEVER_NAMES = frozenset(
    words_of(
        "lui elle eux quelqu'un personne tous toutes tout le la les l' un une à a au aux avec sans pour par de du des d' en "
        "et ou ajoute ajouter ajoutez invite inviter invitez mail mails email e-mail adresse contact contacter écris écrire "
        "envoie envoyer envoyez mailto c'est est son sa mon ma mes je tu il nous vous on réserve réserver rdv rendez-vous "
        "réunion lundi mardi mercredi jeudi vendredi samedi dimanche demain aujourd'hui bonjour salut merci svp stp "
        "enlève retire remplace copie cc participant participants invité invités nom voici chez aussi plus et"
    )
)
