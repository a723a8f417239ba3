"""What a member of a committee sends: remarks on questions and on the whole, what they think."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from app.core.language import mark
from app.participation.building.marks import SIGNS
from app.participation.definition import CODE, Definition
from app.participation.questions.base import one_value
from app.participation.rules import LONGEST_TEXT, Opinion
from app.participation.services.committee import Words

READ, REMARK, OPINION = "lu", "remarque", "avis"
"""Names of controls: what was read, remarks (`remarque` on the whole, `remarque-<key>` on a question), the button."""
MOST_PARTS = 300
"""Controls that are read of a form."""
SAY_SOMETHING = mark("Écrivez une remarque, ou dites si vous êtes d’accord.")
SAY_WHY = mark("Dites pourquoi vous n’êtes pas d’accord : c’est ce qui permet de changer le questionnaire.")
TOO_MUCH = mark("Cette remarque est trop longue : gardez mille signes au plus.")


@dataclass(frozen=True, slots=True)
class Said:
    """What a form brings. `marks`: of what was read (`building/marks.py`); `remarks`: by key, empty for the whole."""

    read: str
    marks: Mapping[str, str]
    remarks: Mapping[str, str]
    opinion: Opinion | None
    mistakes: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """What is sent, once there is no mistake."""
        return Words(self.read, self.remarks, self.opinion)

    def kept_for(self, definition: Definition) -> dict[str, str]:
        """Return the remarks as the form shows them again: those on questions that went join the one on the whole."""
        keys = {question.key for question in definition.questions}
        lost = [words for key, words in self.remarks.items() if key and key not in keys]
        kept = {key: words for key, words in self.remarks.items() if key in keys}
        whole = "\n".join(words for words in (self.remarks.get("", ""), *lost) if words)
        return {**kept, "": whole} if whole else kept


def control_of(key: str) -> str:
    """Return the name of the control of a remark."""
    return f"{REMARK}-{key}" if key else REMARK


def read_words(form: MultiDict[str, str]) -> Said:
    """Return what a form brings; whatever it holds, it is read."""
    names = list(form)[:MOST_PARTS]
    marks = {"" if name == f"{READ}-" else _key(name, READ): form[name][:SIGNS] for name in names if _is_part(name, READ)}
    found = {
        "" if name == REMARK else _key(name, REMARK): one_value({name: form.getlist(name)}, name) for name in names if _is_remark(name)
    }
    remarks = {key: words for key, words in found.items() if words}
    opinion = next((one for one in Opinion if one == form.get(OPINION)), None)
    return Said(form.get(READ, ""), marks, remarks, opinion, _mistakes(remarks, opinion))


def _mistakes(remarks: Mapping[str, str], opinion: Opinion | None) -> dict[str, str]:
    mistakes = {control_of(key): TOO_MUCH for key, words in remarks.items() if len(words) > LONGEST_TEXT}
    if opinion is None and not remarks:
        mistakes[REMARK] = SAY_SOMETHING
    if opinion is Opinion.OBJECTS and not remarks.get(""):
        mistakes[REMARK] = SAY_WHY
    return mistakes


def _is_remark(name: str) -> bool:
    return name == REMARK or (_is_part(name, REMARK) and bool(_key(name, REMARK)))


def _is_part(name: str, start: str) -> bool:
    sort, dash, key = name.partition("-")
    return sort == start and bool(dash) and (not key or CODE.fullmatch(key) is not None)


def _key(name: str, start: str) -> str:
    return name.removeprefix(f"{start}-")
