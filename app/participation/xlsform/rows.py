"""One row of a survey as a question, without its condition."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.core.language import FRENCH, mark
from app.participation.definition import Choice, Question, Text
from app.participation.questions import REGISTRY
from app.participation.questions.consent import NO as SAID_NO
from app.participation.questions.consent import YES as SAID_YES
from app.participation.questions.ranking import DEFAULT_PICK, FEWEST_PICK
from app.participation.questions.scale import FACES
from app.participation.xlsform import constraints, extras, kinds, leaving_out
from app.participation.xlsform.extras import OF_QUESTION
from app.participation.xlsform.findings import Notes, Unsayable
from app.participation.xlsform.kinds import Kind
from app.participation.xlsform.languages import Speech
from app.participation.xlsform.lists import ANSWER_INSIDE, REFERENCE, Lists, known_picto, unescaped, with_other
from app.participation.xlsform.sheets import SURVEY, Row

NO_WORDS = mark("Cette ligne n’a pas de mots : écrivez ce que la personne lira, dans la colonne « label ».")
BETWEEN = mark("Sans contrainte, un nombre va ici de 0 à 120. Vous pourrez changer ces bornes.")
FIRST_ONES = mark("On ne classe pas tout : on choisit les %(pick)s premiers.")
TOO_FEW = mark("Un classement demande trois choix au moins : posez une question à un choix (select_one).")
CONSENT = mark("Un accord a deux réponses : « non » arrête le questionnaire, et rien n’est gardé.")
_DIGEST = re.compile(r"[0-9a-f]{64}")
ACKNOWLEDGED = "OK"
"""What ODK keeps of a box that was ticked."""


@dataclass(frozen=True, slots=True)
class Made:
    """A question, and how expressions name its choices."""

    question: Question
    codes: Mapping[str, str]
    kind: Kind


class Rows:
    """Makes questions of rows."""

    def __init__(self, lists: Lists, speech: Speech, notes: Notes) -> None:
        """Look for choices in these lists."""
        self._lists, self._speech, self._notes = lists, speech, notes

    def question(self, row: Row, key: str) -> Made:
        """Return what a row asks; raise Unsayable."""
        kind = kinds.kind_of(row.get("type"))
        leaving_out.check(row)
        texts = {name: unescaped(self._text(row, name)) for name in ("label", "hint", "guidance_hint")}
        if not texts["label"]:
            raise Unsayable(NO_WORDS)
        choices, codes = self._choices(kind)
        type_name = _type(row, kind, choices)
        settings, exclusive = self._settings(row, kind, type_name, choices, codes)
        if type_name == "consent":
            choices, codes = [], codes or {ACKNOWLEDGED: "oui"}
        self._remark(row, kind, type_name)
        question = Question(
            key=key,
            type=type_name,
            label=texts["label"],
            hint=texts["hint"],
            why=extras.text(row, OF_QUESTION, "why"),
            guidance=texts["guidance_hint"],
            choices=tuple(Choice(one.code, one.label, one.picto, one.code in exclusive) for one in choices),
            sensitive=extras.flag(row.get(f"{OF_QUESTION}sensitive")),
            picto=known_picto(row.get(f"{OF_QUESTION}picto"), self._notes, SURVEY, row.number),
            settings=settings,
            audio={code: digest for code, digest in extras.text(row, OF_QUESTION, "audio").items() if _DIGEST.fullmatch(digest)},
        )
        exact = replace(question, settings=extras.mapping(row, f"{OF_QUESTION}settings") or settings)
        return Made(question if REGISTRY[type_name].problems(exact) else exact, codes, kind)

    def _text(self, row: Row, name: str) -> Text:
        if any(REFERENCE in words for words in row.texts(name).values()):
            raise Unsayable(ANSWER_INSIDE)
        return self._speech.text(row, name, SURVEY)

    def _choices(self, kind: Kind) -> tuple[Sequence[Choice], Mapping[str, str]]:
        if not kind.of:
            return [], {}
        found = self._lists.get(kind.of)
        if kind.has_other:
            found = with_other(found, self._speech.languages)
        return found.choices, found.codes

    def _settings(
        self, row: Row, kind: Kind, type_name: str, choices: Sequence[Choice], codes: Mapping[str, str]
    ) -> tuple[Mapping[str, Any], set[str]]:
        """Return the settings of a question, and the codes of the choices that go alone."""
        written, required = row.get("constraint"), row.get("required")
        exclusive = set(row.get(f"{OF_QUESTION}exclusive").split())
        found: dict[str, Any] = {}
        if type_name == "integer":
            found.update(constraints.bounds(written) if written else {})
            if unit := extras.text(row, OF_QUESTION, "unit"):
                found["unit"] = unit
        elif type_name == "month":
            found.update(constraints.months(written) if written else {})
        elif type_name == "several":
            exclusive |= set(constraints.exclusives(written, codes)) if written else set()
        elif written and REGISTRY[type_name].asks:
            raise Unsayable(constraints.NOT_OURS)
        if REGISTRY[type_name].is_text and extras.flag(required):
            found["required"] = True
        elif type_name == "ranking":
            found.update(self._pick(row, choices))
        elif type_name == "consent" and kind.name != "acknowledge":
            standard = {"yes": SAID_YES, "no": SAID_NO}
            said = zip(("yes", "no"), (one.label for one in choices), strict=True)
            found.update({name: label for name, label in said if label != {FRENCH.code: standard[name][FRENCH.code]}})
        return found, exclusive

    def _pick(self, row: Row, choices: Sequence[Choice]) -> Mapping[str, Any]:
        if (pick := extras.number(row, f"{OF_QUESTION}pick")) is not None:
            return {"pick": pick}
        if _is_ours(row):
            return {}
        pick = min(DEFAULT_PICK, len(choices) - 1)
        if pick < FEWEST_PICK:
            raise Unsayable(TOO_FEW)
        self._notes.remark(FIRST_ONES, SURVEY, row.number, pick=pick)
        return {"pick": pick}

    def _remark(self, row: Row, kind: Kind, type_name: str) -> None:
        of_type = REGISTRY[type_name]
        leaving_out.remark(row, self._notes, may_be_empty=of_type.is_text or not of_type.takes_specials)
        if type_name == "integer" and not row.get("constraint") and not _is_ours(row):
            self._notes.remark(BETWEEN, SURVEY, row.number)
        if kind.name == "acknowledge":
            self._notes.remark(CONSENT, SURVEY, row.number)


def _is_ours(row: Row) -> bool:
    return bool(row.get(f"{OF_QUESTION}type"))


def _type(row: Row, kind: Kind, choices: Sequence[Choice]) -> str:
    """Return which of our types a row is of; raise Unsayable."""
    asked, appearances = row.get(f"{OF_QUESTION}type"), frozenset(row.get("appearance").split())
    codes = [one.code for one in choices]
    may_be = {one for one in kinds.OURS[kind.name] if one != "consent" or codes == ["oui", "non"]}
    if kind.name == "date" and not appearances & kinds.MONTHS:
        raise Unsayable(kinds.EXACT_DAY)
    if kind.name == "acknowledge" and not extras.flag(row.get("required")):
        raise Unsayable(kinds.TICKED)
    if asked in may_be:
        return asked
    if kind.name == "text" and appearances & {"multiline", "long", "textarea"}:
        return "long_text"
    if kind.name == "select_one" and "likert" in appearances and len(codes) in FACES and codes == [str(n + 1) for n in range(len(codes))]:
        return "scale"
    return kinds.OURS[kind.name][0]
