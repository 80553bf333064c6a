"""Places by their English names and nicknames, beyond those that zones are named after; countries with a single zone."""

import re

from dialog.understanding.lexicon import words_of

_PLACES = {
    "America/New_York": (
        "eastern, eastern time, eastern standard time, eastern daylight time, us eastern, east coast, nyc, ny, new "
        "york city, brooklyn, manhattan, boston, washington, washington dc, dc, philadelphia, atlanta, miami, "
        "orlando, florida, georgia usa, charlotte, pittsburgh, cleveland, cincinnati, raleigh, baltimore, new "
        "jersey, ohio, connecticut, massachusetts"
    ),
    "America/Toronto": "ottawa, ontario",
    "America/Chicago": (
        "central, central time, central standard time, central daylight time, us central, dallas, houston, austin, "
        "san antonio, texas, minneapolis, new orleans, st louis, saint louis, kansas city, nashville, milwaukee, "
        "memphis, illinois"
    ),
    "America/Denver": (
        "mountain, mountain time, mountain standard time, mountain daylight time, us mountain, salt lake city, "
        "utah, colorado, albuquerque"
    ),
    "America/Phoenix": "arizona, tucson",
    "America/Los_Angeles": (
        "pacific, pacific time, pacific standard time, pacific daylight time, us pacific, west coast, la, sf, san "
        "francisco, bay area, silicon valley, california, san diego, san jose, sacramento, oakland, seattle, "
        "portland, las vegas, oregon"
    ),
    "America/Anchorage": "alaska",
    "Pacific/Honolulu": "hawaii",
    "America/Vancouver": "british columbia",
    "America/Edmonton": "calgary, alberta",
    "America/Montreal": "quebec",
    "America/Mexico_City": "cdmx, guadalajara",
    "America/Sao_Paulo": "sao paulo, são paulo, rio, rio de janeiro, brasilia, brasília",
    "America/Argentina/Buenos_Aires": "buenos aires, argentina",
    "America/Bogota": "colombia, medellin, bogotá",
    "America/Lima": "peru",
    "America/Caracas": "venezuela",
    "America/Montevideo": "uruguay",
    "America/Panama": "panama city",
    "America/Havana": "cuba",
    "Europe/London": (
        "uk, united kingdom, england, great britain, britain, scotland, wales, manchester, edinburgh, glasgow, "
        "cambridge, oxford"
    ),
    "Europe/Dublin": "ireland",
    "Europe/Paris": "france, lyon, marseille, toulouse, central european, central european standard",
    "Europe/Berlin": "germany, munich, hamburg, frankfurt, cologne, stuttgart, düsseldorf, dusseldorf, leipzig, dresden",
    "Europe/Vienna": "austria",
    "Europe/Zurich": "switzerland, zürich, geneva, basel, bern",
    "Europe/Rome": "italy, milan, turin, naples, florence, venice",
    "Europe/Madrid": "spain, barcelona, valencia, seville",
    "Europe/Lisbon": "porto, western european",
    "Europe/Amsterdam": "netherlands, the netherlands, holland, rotterdam, the hague",
    "Europe/Brussels": "belgium, antwerp",
    "Europe/Copenhagen": "denmark",
    "Europe/Stockholm": "sweden, gothenburg",
    "Europe/Oslo": "norway",
    "Europe/Helsinki": "finland",
    "Europe/Warsaw": "poland, krakow",
    "Europe/Prague": "czechia, czech republic",
    "Europe/Budapest": "hungary",
    "Europe/Bucharest": "romania",
    "Europe/Sofia": "bulgaria",
    "Europe/Athens": "greece, eastern european",
    "Europe/Kyiv": "ukraine, kyiv, kiev",
    "Europe/Moscow": "st petersburg, saint petersburg",
    "Europe/Istanbul": "turkey, türkiye, ankara, istanbul",
    "Africa/Cairo": "egypt",
    "Africa/Lagos": "nigeria, abuja",
    "Africa/Nairobi": "kenya",
    "Africa/Johannesburg": "south africa, cape town, pretoria",
    "Africa/Casablanca": "morocco",
    "Africa/Accra": "ghana",
    "Asia/Jerusalem": "israel, tel aviv",
    "Asia/Dubai": "uae, abu dhabi, united arab emirates",
    "Asia/Riyadh": "saudi arabia",
    "Asia/Karachi": "pakistan, lahore, islamabad",
    "Asia/Kolkata": (
        "india, mumbai, bombay, delhi, new delhi, bangalore, bengaluru, hyderabad, chennai, pune, kolkata, calcutta"
    ),
    "Asia/Colombo": "sri lanka",
    "Asia/Kathmandu": "nepal",
    "Asia/Dhaka": "bangladesh",
    "Asia/Bangkok": "thailand",
    "Asia/Ho_Chi_Minh": "vietnam, hanoi, saigon",
    "Asia/Kuala_Lumpur": "malaysia",
    "Asia/Manila": "philippines, the philippines",
    "Asia/Shanghai": "china, beijing, peking, shenzhen, guangzhou, hangzhou, chengdu",
    "Asia/Taipei": "taiwan",
    "Asia/Tokyo": "japan, osaka, kyoto",
    "Asia/Seoul": "korea, south korea, busan",
    "Australia/Sydney": "canberra",
    "Pacific/Auckland": "new zealand, wellington",
}

PLACES = {name: zone for zone, names in _PLACES.items() for name in names.split(", ")}

ZONE_FILLERS = frozenset(
    words_of(
        "i i'm im am in my time zone timezone is use we we're are it's its from please the to set change based live "
        "located here at local now on our standard currently right uses using would be that's be switch city"
    )
)

ZONE_CUES = (
    "i'm in",
    "times in",
    "times for",
    "i am in",
    "im in",
    "we're in",
    "we are in",
    "i live in",
    "based in",
    "located in",
    "time zone",
    "timezone",
)
CLOCK_HERE = re.compile(
    r"\b(?:here|my (?:clock|time|watch)|right now)\b|^\W*(?:it'?s|it is|the time is|now)\b",
    re.IGNORECASE,
)
