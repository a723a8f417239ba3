"""Types of XLSForm: which of ours each becomes, and why the others are refused."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from app.core.language import mark
from app.participation.xlsform.findings import Unsayable

REPEAT = mark("Une répétition pose les mêmes questions plusieurs fois : ici chaque question est posée une fois. Écrivez-la une fois.")
CALCULATION = mark("Rien n’est calculé ici à partir des réponses : enlevez cette ligne, ou posez la question.")
RECORDED = mark("Nous ne gardons ni qui répond, ni quand, ni d’où : cette information n’est pas recueillie.")
NUMBER_OF_SOMEBODY = mark("Un numéro ou une adresse ferait reconnaître quelqu’un : cette question n’est pas posée.")
PLACE = mark("Un point sur une carte ferait reconnaître quelqu’un : demandez la commune (type « text », colonne bind::rep:type : commune).")
A_FILE = mark("Une photo, un son ou un fichier feraient reconnaître quelqu’un : posez une question à laquelle on répond par des mots.")
BARCODE = mark("On ne lit pas de code-barres ici : enlevez cette ligne.")
EXACT_DAY = mark("Un jour exact ferait reconnaître quelqu’un : demandez le mois (apparence « month-year »).")
EXACT_TIME = mark("Une heure exacte ferait reconnaître quelqu’un : proposez des moments de la journée (select_one).")
DECIMAL = mark("Les nombres à virgule n’existent pas ici : demandez un nombre entier, ou proposez des tranches (select_one).")
RANGE = mark("On ne déplace pas de curseur ici : proposez de 3 à 5 réponses (select_one, apparence « likert »).")
OUTSIDE = mark("Ce qui vient d’un autre fichier n’est pas repris : écrivez les réponses dans la feuille « choices ».")
HIDDEN = mark("Rien n’est gardé que la personne ne voit pas : enlevez cette ligne.")
TICKED = mark(
    "Une case que l’on peut ne pas cocher n’apprend rien : faites-en une information (note), ou un accord (colonne required : yes).",
)
NO_SUCH_TYPE = mark("Le type « %(type)s » n’est pas connu : vérifiez son nom.")
NO_TYPE = mark("Cette ligne n’a pas de type : écrivez-le, ou enlevez la ligne.")
NO_LIST = mark("Cette question ne dit pas quelle liste de réponses elle propose : écrivez son nom après le type.")
MONTHS = frozenset(("month-year", "year-month"))
_REASONS: Mapping[str, str] = {
    **dict.fromkeys(("calculate", "calculate here", "add calculate prompt"), CALCULATION),
    **dict.fromkeys((
        "start", "start time", "end", "end time", "today", "get today", "deviceid", "device id", "get device id", "imei", "subscriberid",
        "subscriber id", "get subscriber id", "simserial", "sim id", "get sim id", "phonenumber", "username", "uri:deviceid",
        "uri:subscriberid", "uri:simserial", "uri:phonenumber", "uri:username", "uri:email", "audit", "start-geopoint",
        "background-audio", "background-geopoint", "email", "get phone number",
    ), RECORDED),
    **dict.fromkeys(("phone number", "number of days in last month", "number of days in last six months"), NUMBER_OF_SOMEBODY),
    **dict.fromkeys(("geopoint", "gps", "location", "geotrace", "geoshape", "map", "q location", "add location prompt", "osm"), PLACE),
    **dict.fromkeys(("image", "photo", "audio", "video", "file", "q image", "q audio", "q video", "add image prompt", "add photo prompt",
                     "add audio prompt", "add video prompt", "add file prompt", "q picture", "picture"), A_FILE),
    **dict.fromkeys(("barcode", "q barcode", "add barcode prompt"), BARCODE),
    **dict.fromkeys(("time", "datetime", "date time", "date and time", "q time", "q datetime", "add time prompt"), EXACT_TIME),
    **dict.fromkeys(("decimal", "q decimal", "add decimal prompt", "percentage"), DECIMAL),
    "range": RANGE,
    **dict.fromkeys(("hidden", "hidden value", "trigger calculation"), HIDDEN),
    **dict.fromkeys(("xml-external", "csv-external", "geojson-external", "select one external", "external"), OUTSIDE),
}  # fmt: skip
_PLAIN: Mapping[str, str] = {
    **dict.fromkeys(("text", "string", "q string", "add text prompt"), "text"),
    **dict.fromkeys(("integer", "int", "q int", "add integer prompt"), "integer"),
    **dict.fromkeys(("date", "q date", "add date prompt"), "date"),
    **dict.fromkeys(("note", "add note prompt", "q note"), "note"),
    **dict.fromkeys(("acknowledge", "acknowledgement", "trigger", "q acknowledge", "add acknowledge prompt"), "acknowledge"),
}
_SELECT = re.compile(
    r"(?:add\s+)?(?P<word>select[_ ]?one|select1|select|select[_ ]?multiple|select[_ ]all[_ ]that[_ ]apply|rank)"
    r"(?P<external>[_ ]from[_ ]file|[_ ]external)?(?:\s+(?:prompt|question))?(?:\s+(?:using|from))?"
    r"(?:\s+(?P<list>\S+?))??(?P<other>\s+or[_ ](?:specify[_ ])?other)?",
    re.IGNORECASE,
)
_BRACKETS: Mapping[str, str] = {"group": "group", **dict.fromkeys(("repeat", "looped group", "loop", "lgroup"), "repeat")}
_GROUPS: Mapping[str, tuple[str, str]] = {
    f"{word} {written}": (word, what) for word in ("begin", "end") for written, what in _BRACKETS.items()
}
OURS: Mapping[str, tuple[str, ...]] = {
    "text": ("short_text", "long_text", "commune"),
    "integer": ("integer",),
    "select_one": ("one", "scale", "band", "consent"),
    "select_multiple": ("several",),
    "rank": ("ranking",),
    "note": ("information",),
    "date": ("month",),
    "acknowledge": ("consent",),
}
"""By type of XLSForm, which of ours it may be: the first one, unless `bind::rep:type` or an appearance says another."""


class Kind(NamedTuple):
    """What a cell of type says. `name`: a key of `OURS`; `of`: the list of choices; `has_other`: one writes another answer."""

    name: str
    of: str = ""
    has_other: bool = False


def group_of(written: str) -> tuple[str, str] | None:
    """Return (`begin` or `end`, `group` or `repeat`); None for what is no bracket."""
    return _GROUPS.get(_plain(written))


def kind_of(written: str) -> Kind:
    """Return what a type is; raise Unsayable for what is refused."""
    plain = _plain(written)
    if not plain:
        raise Unsayable(NO_TYPE)
    if plain in _PLAIN:
        return Kind(_PLAIN[plain])
    if plain in _REASONS:
        raise Unsayable(_REASONS[plain])
    match = _SELECT.fullmatch(" ".join(written.split()))
    if match is None:
        raise Unsayable(NO_SUCH_TYPE, type=written)
    if match["external"]:
        raise Unsayable(OUTSIDE)
    if not match["list"]:
        raise Unsayable(NO_LIST)
    word = match["word"].lower().replace(" ", "_")
    name = "rank" if word == "rank" else "select_multiple" if "mult" in word or "all" in word else "select_one"
    return Kind(name, match["list"], bool(match["other"]))


def _plain(written: str) -> str:
    return " ".join(written.lower().replace("_", " ").split())
