"""Places by their Spanish names, beyond those that zones are named after; "hora peninsular", "hora del este"."""

import re

from dialog.understanding.lexicon import words_of

_PLACES = {
    "Europe/Madrid": (
        "españa, barcelona, valencia, sevilla, zaragoza, málaga, bilbao, murcia, palma, mallorca, palma de mallorca, "
        "ibiza, menorca, baleares, alicante, córdoba españa, valladolid, vigo, gijón, granada, la coruña, coruña, "
        "san sebastián, donostia, pamplona, santander, salamanca, toledo, península, peninsular, peninsular española, "
        "española, de la península, hora peninsular"
    ),
    "Atlantic/Canary": "canarias, islas canarias, gran canaria, las palmas, tenerife, lanzarote, canaria",
    "America/Mexico_City": (
        "méxico, mexico, mexicana, ciudad de méxico, cdmx, df, guadalajara, puebla, querétaro, león, toluca, "
        "hora del centro, centro de méxico"
    ),
    "America/Monterrey": "monterrey",
    "America/Cancun": "cancún, quintana roo",
    "America/Tijuana": "tijuana, baja california",
    "America/Guatemala": "guatemala",
    "America/El_Salvador": "el salvador, san salvador",
    "America/Tegucigalpa": "honduras, tegucigalpa",
    "America/Managua": "nicaragua, managua",
    "America/Costa_Rica": "costa rica, san josé de costa rica",
    "America/Panama": "panamá, ciudad de panamá",
    "America/Havana": "cuba, la habana, habana",
    "America/Santo_Domingo": "república dominicana, rep dominicana, dominicana, santo domingo",
    "America/Puerto_Rico": "puerto rico, san juan",
    "America/Bogota": "colombia, bogotá, bogota, medellín, cali, barranquilla, cartagena, colombiana",
    "America/Caracas": "venezuela, maracaibo, caracas, venezolana",
    "America/Guayaquil": "ecuador, quito, guayaquil, ecuatoriana",
    "America/Lima": "perú, peru, arequipa, lima, peruana",
    "America/La_Paz": "bolivia, la paz, santa cruz, santa cruz de la sierra, cochabamba, boliviana",
    "America/Asuncion": "paraguay, asunción, paraguaya",
    "America/Santiago": "chile, santiago, santiago de chile, valparaíso, concepción, chilena",
    "America/Argentina/Buenos_Aires": (
        "argentina, buenos aires, caba, rosario, la plata, mar del plata, bs as, bsas, córdoba argentina"
    ),
    "America/Montevideo": "uruguay, montevideo, punta del este, uruguaya",
    "America/Sao_Paulo": "brasil, são paulo, sao paulo, río de janeiro, río, brasilia",
    "America/New_York": (
        "nueva york, ny, nyc, miami, boston, washington, atlanta, orlando, filadelfia, florida, nueva jersey, "
        "hora del este, costa este, la costa este, este de estados unidos"
    ),
    "America/Chicago": "houston, dallas, texas, tejas, austin, nueva orleans",
    "America/Denver": "hora de la montaña",
    "America/Los_Angeles": (
        "los ángeles, california, san francisco, san diego, seattle, las vegas, hora del pacífico, costa oeste, "
        "la costa oeste"
    ),
    "America/Toronto": "toronto, montreal, ottawa",
    "Europe/London": "londres, inglaterra, reino unido, escocia, edimburgo, manchester, gran bretaña",
    "Europe/Dublin": "irlanda, dublín",
    "Europe/Lisbon": "portugal, lisboa, oporto",
    "Europe/Paris": "parís, francia, marsella, lyon, burdeos, niza, central europea, europa central",
    "Europe/Berlin": "alemania, berlín, múnich, fráncfort, hamburgo, colonia",
    "Europe/Rome": "italia, roma, milán, turín, nápoles, florencia, venecia",
    "Europe/Brussels": "bruselas, bélgica",
    "Europe/Amsterdam": "ámsterdam, holanda, países bajos, los países bajos",
    "Europe/Zurich": "suiza, zúrich, ginebra, berna, basilea",
    "Europe/Vienna": "austria, viena",
    "Europe/Copenhagen": "copenhague, dinamarca",
    "Europe/Stockholm": "suecia, estocolmo",
    "Europe/Oslo": "noruega",
    "Europe/Helsinki": "finlandia",
    "Europe/Warsaw": "polonia, varsovia, cracovia",
    "Europe/Prague": "praga, república checa, chequia",
    "Europe/Budapest": "hungría",
    "Europe/Bucharest": "rumanía, rumania, bucarest",
    "Europe/Athens": "grecia, atenas",
    "Europe/Istanbul": "turquía, estambul",
    "Europe/Kiev": "ucrania, kiev",
    "Europe/Moscow": "moscú, rusia",
    "Europe/Andorra": "andorra",
    "Africa/Casablanca": "marruecos, rabat",
    "Africa/Cairo": "el cairo, egipto",
    "Africa/Johannesburg": "sudáfrica",
    "Asia/Jerusalem": "israel, tel aviv, jerusalén",
    "Asia/Dubai": "dubái, emiratos árabes, emiratos, abu dabi",
    "Asia/Kolkata": "india, la india, nueva delhi, delhi, bombay, mumbai, calcuta",
    "Asia/Shanghai": "china, pekín, beijing, shanghái",
    "Asia/Hong_Kong": "hong kong",
    "Asia/Singapore": "singapur",
    "Asia/Tokyo": "japón, tokio",
    "Asia/Seoul": "corea, corea del sur, seúl",
    "Asia/Bangkok": "tailandia",
    "Asia/Manila": "filipinas",
    "Australia/Sydney": "sídney, sidney",
    "Pacific/Auckland": "nueva zelanda, nueva zelandia",
}

PLACES = {name: zone for zone, names in _PLACES.items() for name in names.split(", ")}
PLACES |= {
    plain: zone
    for name, zone in PLACES.items()
    if (plain := name.translate(str.maketrans("áéíóúüñ", "aeiouun"))) not in PLACES
}

ZONE_FILLERS = frozenset(
    words_of(
        "yo estoy en mi zona horaria es la el de del vivo vivimos estamos somos soy desde aquí aqui hora horario huso "
        "por favor porfavor favor ahora usa use usar pon ponla ponme cambia cambiar a al para nuestra nuestro local "
        "horaria ciudad resido me encuentro nos encontramos ubicado ubicada trabajo que sea quiero cambie"
    )
)

ZONE_CUES = (
    "horas en",
    "horarios en",
    "estoy en",
    "vivo en",
    "estamos en",
    "vivimos en",
    "me encuentro en",
    "trabajo desde",
    "zona horaria",
    "huso horario",
    "resido en",
    "te escribo desde",
    "escribo desde",
)
CLOCK_HERE = re.compile(r"\baqu[ií]\b|^\W*(?:ahora )?(?:son|es) las?\b", re.IGNORECASE)
