"""What a row says that is not kept: what changes the question itself has it refused, the rest is remarked on."""

import re

from app.core.language import mark
from app.participation.xlsform.extras import OF_QUESTION, flag
from app.participation.xlsform.findings import Notes, Unsayable
from app.participation.xlsform.kinds import CALCULATION, MONTHS
from app.participation.xlsform.lists import MEDIA
from app.participation.xlsform.sheets import SURVEY, Row

FILTERED = mark("Les réponses proposées dépendent d’une réponse d’avant : ici elles sont toutes proposées. Faites une question par cas.")
READ_ONLY = mark("Cette question ne se remplit pas : elle montre un calcul ou une réponse d’avant, ce qui n’existe pas ici.")
DYNAMIC = mark("La réponse de départ est calculée : ici rien n’est rempli d’avance.")
OTHER_APP = mark("Cette question ouvre une autre application : elle n’est pas reprise.")
DEFAULT = mark("Rien n’est coché ni rempli d’avance : la réponse de départ n’est pas reprise.")
MESSAGES = mark("Les messages d’erreur sont ceux de Repères : ils disent quoi faire, dans chaque langue.")
REQUIRED = mark("On peut toujours répondre « je ne sais pas », « je préfère ne pas répondre » ou « je ne comprends pas la question ».")
APPEARANCE = mark("L’apparence « %(appearance)s » n’est pas reprise.")
PARAMETERS = mark("Les paramètres « %(parameters)s » ne sont pas repris.")
ENTITY = mark("Les réponses ne vont pas dans une liste d’entités : la colonne « save_to » n’est pas reprise.")
COLUMN = mark("La colonne « %(column)s » n’est pas reprise.")
GROUP_TITLE = mark("Les questions ne sont pas groupées : le titre du groupe n’est pas repris.")
ONE_PAGE_EACH = mark("Il y a une question par page : l’apparence « %(appearance)s » n’est pas reprise.")
APPEARANCES = frozenset(("multiline", "long", "textarea", "likert", *MONTHS))
"""Those that say something here."""
_KNOWN = frozenset((
    "type", "name", "label", "hint", "guidance_hint", "required", "relevant", "constraint", "appearance", "default", "calculation",
    "constraint_message", "required_message", "read_only", "choice_filter", "trigger", "parameters", "save_to", "disabled", "repeat_count",
))  # fmt: skip
_IS_COMPUTED = re.compile(r"\$\{|\w\(|^\s*-?\d+\s*[-+*]\s*\d")


def check(row: Row) -> None:
    """Refuse a row for what cannot be left out of it; raise Unsayable."""
    if row.get("choice_filter"):
        raise Unsayable(FILTERED)
    if row.get("calculation") or row.get("trigger"):
        raise Unsayable(CALCULATION)
    if flag(row.get("read_only")):
        raise Unsayable(READ_ONLY)
    if _IS_COMPUTED.search(row.get("default")):
        raise Unsayable(DYNAMIC)
    if row.get("appearance").startswith("ex:"):
        raise Unsayable(OTHER_APP)


def remark(row: Row, notes: Notes, *, may_be_empty: bool) -> None:
    """Say what is left out of a row that is kept. `may_be_empty`: whether an answer is wanted is kept, or means nothing."""
    for message, is_there in (
        (MEDIA, row.has("media::")),
        (MESSAGES, bool(row.get("constraint_message", "required_message"))),
        (DEFAULT, bool(row.get("default"))),
        (REQUIRED, flag(row.get("required")) and not may_be_empty),
        (ENTITY, bool(row.get("save_to"))),
    ):
        if is_there:
            notes.remark(message, SURVEY, row.number)
    if row.get("parameters"):
        notes.remark(PARAMETERS, SURVEY, row.number, parameters=row.get("parameters"))
    for appearance in row.get("appearance").split():
        if appearance not in APPEARANCES:
            notes.remark(APPEARANCE, SURVEY, row.number, appearance=appearance)
    for column in dict.fromkeys(column.name for column in row.cells):
        if column not in _KNOWN and not column.startswith(("media::", OF_QUESTION)):
            notes.remark(COLUMN, SURVEY, row.number, column=column)


def remark_on_group(row: Row, notes: Notes) -> None:
    """Say what is left out of a group, whose questions are kept."""
    if row.get("label"):
        notes.remark(GROUP_TITLE, SURVEY, row.number)
    for appearance in row.get("appearance").split():
        notes.remark(ONE_PAGE_EACH, SURVEY, row.number, appearance=appearance)
