"""Reads of what is published of a draft: its versions, the campaigns that use them, whether it may be published."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.language import mark
from app.participation import committee_queries, queries
from app.participation.building import gates
from app.participation.building.gates import GateState, Told
from app.participation.building.lineage import Lineage, broken, lineage
from app.participation.checking import Problem, problems
from app.participation.definition import Definition, digest_of, parse
from app.participation.models import Campaign, Questionnaire, QuestionnaireDraft, QuestionnaireVersion

CODE_TAKEN = mark("Un autre questionnaire de votre organisation est publié sous le même code, « %(code)s ». Donnez-en un autre à celui-ci.")
CODE_CHANGED = mark("Ce questionnaire est publié sous le code « %(published)s » : il ne peut plus devenir « %(code)s ».")
CODE_IS_TAKEN = "code-taken"
LONGEST_CODE = 40


class Readiness(NamedTuple):
    """What publishing a draft waits for. `problems`: what static checks and published versions refuse; `gates`: what is asked besides."""

    definition: Definition
    sha256: str
    problems: Sequence[Problem]
    gates: Sequence[GateState]

    @property
    def is_ready(self) -> bool:
        """Whether it may be published."""
        return not self.problems and not any(gate.is_shut for gate in self.gates)


def readiness(session: Session, draft: QuestionnaireDraft) -> Readiness:
    """Return what publishing a draft waits for."""
    definition = parse(draft.body)
    found = [*problems(definition), *broken(definition, past(session, draft))]
    found += _code_problems(session, draft, definition.code)
    told = Told(definition, draft.stamps, draft.easy_review, draft.data_sheet, voices(session, draft))
    return Readiness(definition, digest_of(draft.body), found, gates.states(gates.asked(draft.gates), told))


def voices(session: Session, draft: QuestionnaireDraft) -> list[gates.Voice]:
    """Return what each link of the committee last said."""
    links = committee_queries.links(session, draft.id)
    return [gates.Voice(one.name, one.opinion, one.read_sha256, one.revoked_at is None) for one in links]


def questionnaire_of(session: Session, draft: QuestionnaireDraft) -> Questionnaire | None:
    """Return where the versions of a draft go: its own, or one of its organisation that has its code and no other draft."""
    if draft.questionnaire_id is not None:
        return session.get_one(Questionnaire, draft.questionnaire_id)
    found = _called(session, draft, parse(draft.body).code)
    return None if found is None or _drafted_elsewhere(session, draft, found) else found


def versions(session: Session, draft: QuestionnaireDraft) -> Sequence[QuestionnaireVersion]:
    """Return the published versions of a draft, the last one first."""
    wanted = select(QuestionnaireVersion).where(QuestionnaireVersion.questionnaire_id == draft.questionnaire_id)
    return session.scalars(wanted.order_by(QuestionnaireVersion.number.desc())).all()


def versions_before(session: Session, draft: QuestionnaireDraft) -> Sequence[QuestionnaireVersion]:
    """Return the versions that hold the next one of a draft, first to last: those of the questionnaire that it would go on with."""
    found = questionnaire_of(session, draft)
    wanted = select(QuestionnaireVersion).where(QuestionnaireVersion.questionnaire_id == (found.id if found else None))
    return session.scalars(wanted.order_by(QuestionnaireVersion.number)).all()


def past(session: Session, draft: QuestionnaireDraft) -> Lineage:
    """Return what published versions hold the next one of a draft to."""
    return lineage([parse(one.definition) for one in versions_before(session, draft)])


def version_numbered(session: Session, draft: QuestionnaireDraft, number: int) -> QuestionnaireVersion:
    """Return a version of a draft by its rank; raise NotThere."""
    found = next((one for one in versions(session, draft) if one.number == number), None)
    if found is None:
        raise NotThere
    return found


def campaigns_by_version(session: Session, draft: QuestionnaireDraft) -> Mapping[int, Sequence[Campaign]]:
    """Return the campaigns of a draft's versions by the version that whoever begins now is asked, the last opened first."""
    wanted = select(Campaign).join(QuestionnaireVersion, QuestionnaireVersion.id == Campaign.version_id)
    of_it = wanted.where(QuestionnaireVersion.questionnaire_id == draft.questionnaire_id, Campaign.organisation_id == draft.organisation_id)
    found: dict[int, list[Campaign]] = defaultdict(list)
    for campaign in session.scalars(of_it.order_by(Campaign.opened_at.desc(), Campaign.id.desc())):
        found[campaign.version_id].append(campaign)
    return found


def may_move(session: Session, campaign: Campaign, version: QuestionnaireVersion) -> bool:
    """Whether a campaign may ask a newer version: its address, which is for good, must not tell what became sensitive."""
    return not queries.definition(session, version.id).sensitive or queries.definition(session, campaign.version_id).sensitive


def free_code(session: Session, draft: QuestionnaireDraft, code: str) -> str:
    """Return a code that no questionnaire of the organisation has, made of this one."""
    number = 2
    while _called(session, draft, made := f"{code[: LONGEST_CODE - 4]}-{number}") is not None:
        number += 1
    return made


def _code_problems(session: Session, draft: QuestionnaireDraft, code: str) -> Iterator[Problem]:
    """The code of a questionnaire is for life, and its own."""
    if draft.questionnaire_id is not None:
        published = session.get_one(Questionnaire, draft.questionnaire_id).code
        if published != code:
            yield Problem("code-changed", "", CODE_CHANGED, {"code": code, "published": published})
    elif (found := _called(session, draft, code)) is not None and _drafted_elsewhere(session, draft, found):
        yield Problem(CODE_IS_TAKEN, "", CODE_TAKEN, {"code": code})


def _called(session: Session, draft: QuestionnaireDraft, code: str) -> Questionnaire | None:
    wanted = select(Questionnaire).where(Questionnaire.organisation_id == draft.organisation_id, Questionnaire.code == code)
    return session.scalar(wanted)


def _drafted_elsewhere(session: Session, draft: QuestionnaireDraft, questionnaire: Questionnaire) -> bool:
    wanted = select(QuestionnaireDraft.id).where(QuestionnaireDraft.questionnaire_id == questionnaire.id, QuestionnaireDraft.id != draft.id)
    return session.scalar(wanted) is not None
