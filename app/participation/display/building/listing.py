"""The questionnaires of one's organisations, and what a new one may begin with."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.core.language import Translator
from app.core.written_days import day_of
from app.participation.definition import Definition, Said, parse, said
from app.participation.display.building.outline import state_text
from app.participation.display.campaigns import facts_of
from app.participation.models import QuestionnaireDraft, QuestionnaireVersion
from app.participation.questions import REGISTRY
from app.participation.walking import asks


class DraftLine(NamedTuple):
    """A questionnaire in a list. `who`: its organisation, where one edits for several."""

    number: int
    href: str
    title: Said
    state: str
    changed: str
    who: str
    facts: str
    is_example: bool


class Start(NamedTuple):
    """What a new questionnaire may begin with. `value`: what its button sends."""

    value: str
    title: Said
    summary: Said
    facts: Sequence[str]


def lines(
    found: Sequence[QuestionnaireDraft], last: Mapping[int, QuestionnaireVersion], names: Mapping[int, str], href: str, t: Translator
) -> list[DraftLine]:
    """Return drafts, as they come. `last`: what was published of each; `names`: of organisations."""
    return [_line(one, last.get(one.questionnaire_id or 0), names if len(names) > 1 else {}, href, t) for one in found]


def starts(found: Mapping[str, Definition], t: Translator) -> list[Start]:
    """Return what comes with Repères."""
    return [
        Start(
            code,
            said(one.title, t.language.code),
            said(one.summary or one.intro, t.language.code),
            facts_of(one, len(asks(one.questions)), t),
        )
        for code, one in found.items()
    ]


def _line(found: QuestionnaireDraft, last: QuestionnaireVersion | None, names: Mapping[int, str], href: str, t: Translator) -> DraftLine:
    definition = parse(found.body)
    asked = sum(one.type not in REGISTRY or REGISTRY[one.type].asks for one in definition.questions)
    return DraftLine(
        found.id,
        f"{href}/{found.id}",
        said(definition.title, t.language.code),
        state_text(found, last, t),
        t.gettext("Changé le %(day)s", day=day_of(found.updated_at, t)),
        names.get(found.organisation_id, ""),
        t.ngettext("%(num)s question", "%(num)s questions", asked) if asked else t.gettext("Aucune question"),
        found.is_example,
    )
