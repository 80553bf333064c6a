"""Places by their Portuguese names, beyond those that zones are named after; "horário de Brasília"."""

import re

from dialog.understanding.lexicon import words_of

_PLACES = {
    "America/Sao_Paulo": (
        "brasil, brasília, são paulo, sampa, sp, rio, rio de janeiro, rj, belo horizonte, bh, curitiba, porto alegre, poa, "
        "florianópolis, floripa, goiânia, vitória, campinas, santos, minas gerais, paraná, santa catarina, "
        "rio grande do sul, espírito santo, goiás, df, brasileira, brasileiro, horário de brasília, hora de brasília"
    ),
    "America/Bahia": "bahia, salvador",
    "America/Recife": "recife, pernambuco, joão pessoa, paraíba, natal, rio grande do norte",
    "America/Fortaleza": "fortaleza, ceará, teresina, piauí, são luís, maranhão",
    "America/Maceio": "maceió, alagoas, aracaju, sergipe",
    "America/Belem": "belém, pará, amapá, macapá",
    "America/Araguaina": "tocantins",
    "America/Manaus": "manaus, amazonas",
    "America/Cuiaba": "cuiabá, mato grosso",
    "America/Campo_Grande": "campo grande, mato grosso do sul",
    "America/Porto_Velho": "porto velho, rondônia",
    "America/Rio_Branco": "rio branco, acre",
    "America/Boa_Vista": "boa vista, roraima",
    "Europe/Lisbon": (
        "portugal, lisboa, porto, braga, coimbra, aveiro, faro, algarve, setúbal, portuguesa, portugal continental, "
        "hora de lisboa"
    ),
    "Atlantic/Madeira": "madeira, funchal",
    "Atlantic/Azores": "açores, ponta delgada",
    "Africa/Luanda": "angola, luanda",
    "Africa/Maputo": "moçambique, maputo",
    "Atlantic/Cape_Verde": "cabo verde, praia",
    "Africa/Bissau": "guiné-bissau, bissau",
    "Africa/Sao_Tome": "são tomé",
    "Asia/Macau": "macau",
    "Asia/Dili": "timor-leste, díli",
    "Europe/Madrid": "espanha, madri, madrid, barcelona, valência, sevilha",
    "Europe/London": "londres, inglaterra, reino unido, escócia, grã-bretanha, edimburgo",
    "Europe/Dublin": "irlanda, dublim",
    "Europe/Paris": "frança, paris, marselha, lyon, europa central",
    "Europe/Berlin": "alemanha, berlim, munique, hamburgo, frankfurt, colônia",
    "Europe/Rome": "itália, roma, milão, turim, nápoles, florença, veneza",
    "Europe/Brussels": "bélgica, bruxelas",
    "Europe/Amsterdam": "holanda, países baixos, amsterdã, amesterdão",
    "Europe/Zurich": "suíça, zurique, genebra, berna",
    "Europe/Luxembourg": "luxemburgo",
    "Europe/Vienna": "áustria, viena",
    "Europe/Copenhagen": "dinamarca, copenhague, copenhaga",
    "Europe/Stockholm": "suécia, estocolmo",
    "Europe/Oslo": "noruega",
    "Europe/Helsinki": "finlândia",
    "Europe/Warsaw": "polônia, polónia, varsóvia",
    "Europe/Prague": "praga, república tcheca, chéquia",
    "Europe/Budapest": "hungria, budapeste",
    "Europe/Athens": "grécia, atenas",
    "Europe/Istanbul": "turquia, istambul",
    "Europe/Kiev": "ucrânia",
    "Europe/Moscow": "rússia, moscou, moscovo",
    "America/New_York": (
        "nova york, nova iorque, ny, nyc, miami, boston, washington, orlando, atlanta, flórida, costa leste, "
        "hora do leste, horário do leste"
    ),
    "America/Chicago": "texas, houston, dallas, austin",
    "America/Los_Angeles": "califórnia, los angeles, são francisco, san francisco, seattle, costa oeste",
    "America/Toronto": "toronto, montreal, canadá",
    "America/Mexico_City": "méxico, cidade do méxico",
    "America/Argentina/Buenos_Aires": "argentina, buenos aires",
    "America/Santiago": "chile, santiago",
    "America/Montevideo": "uruguai, montevidéu",
    "America/Asuncion": "paraguai, assunção",
    "America/Bogota": "colômbia, bogotá",
    "America/Lima": "peru, lima",
    "America/La_Paz": "bolívia, la paz",
    "America/Caracas": "venezuela",
    "Africa/Johannesburg": "áfrica do sul, cidade do cabo",
    "Africa/Cairo": "egito, cairo",
    "Asia/Jerusalem": "israel, tel aviv, jerusalém",
    "Asia/Dubai": "dubai, emirados, emirados árabes, abu dhabi",
    "Asia/Kolkata": "índia, nova delhi, délhi, mumbai",
    "Asia/Shanghai": "china, pequim, xangai",
    "Asia/Hong_Kong": "hong kong",
    "Asia/Singapore": "singapura, cingapura",
    "Asia/Tokyo": "japão, tóquio",
    "Asia/Seoul": "coreia, coreia do sul, seul",
    "Asia/Bangkok": "tailândia",
    "Australia/Sydney": "sydney, sidney",
    "Pacific/Auckland": "nova zelândia",
}

PLACES = {name: zone for zone, names in _PLACES.items() for name in names.split(", ")}
PLACES |= {
    plain: zone
    for name, zone in PLACES.items()
    if (plain := name.translate(str.maketrans("áàâãéêíóôõúüç", "aaaaeeiooouuc"))) not in PLACES
}

ZONE_FILLERS = frozenset(
    words_of(
        "eu estou tô to em no na meu minha fuso horário horario zona é e o a de da do moro vivo vivemos moramos estamos "
        "somos sou aqui hora agora por favor usa use usar coloca coloque põe muda mude mudar para pra nosso nossa local "
        "cidade fico ficamos me encontro trabalho desde seja quero nos daqui falo falamos"
    )
)

ZONE_CUES = (
    "horários em",
    "horas em",
    "estou em",
    "estou no",
    "estou na",
    "tô em",
    "moro em",
    "moro no",
    "moro na",
    "vivo em",
    "estamos em",
    "moramos em",
    "falo de",
    "falo do",
    "fuso horário",
    "fuso horario",
    "fuso",
    "zona horária",
)
CLOCK_HERE = re.compile(r"\baqui\b|^\W*(?:agora )?(?:s[aã]o|é)\b", re.IGNORECASE)
