"""The people concerned say what they think of a questionnaire before it is published: links, opinions, remarks."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.audit import Doer, record
from app.core.errors import DomainError
from app.core.tokens import digest, new_token
from app.participation import committee_queries, release_queries
from app.participation.definition import digest_of, parse
from app.participation.models import CommitteeComment, CommitteeLink, QuestionnaireDraft, QuestionnaireVersion
from app.participation.rules import Opinion
from app.participation.services import building
from app.participation.settings import Context

LINK = "committee_link"
MEMBER = "comite"
"""As the journal calls who acts by a link."""
MOST_LINKS = 50
NAME = "Comité, lien {number}"


class TextMoved(DomainError):
    """The questionnaire is not the one that was read any more."""


class TooManyLinks(DomainError):
    """A committee has as many links as one may have."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a member sends. `read`: SHA-256 of the definition that they read; `remarks`: by key of question, empty for the whole."""

    read: str
    remarks: Mapping[str, str]
    opinion: Opinion | None = None


def make_link(context: Context, draft_number: int, by: Doer) -> tuple[CommitteeLink, str]:
    """Return a link for a member and its secret, told this once; raise TooManyLinks."""
    draft = building.draft(context.session, draft_number)
    already = len(committee_queries.links(context.session, draft.id))
    if already >= MOST_LINKS:
        raise TooManyLinks
    token = new_token()
    name = NAME.format(number=already + 1)
    made = CommitteeLink(draft_id=draft.id, name=name, token_digest=digest(token), created_at=context.now)
    context.session.add(made)
    context.session.flush()
    record(context.session, "survey:committee-link-made", by, (LINK, made.id))
    return made, token


def revoke_link(context: Context, draft_number: int, number: int, by: Doer) -> None:
    """Make a link worth nothing: what its member approved counts no more; what they object to stands. Raise NotThere."""
    found = committee_queries.link(context.session, draft_number, number)
    if found.revoked_at is None:
        found.revoked_at = context.now
        record(context.session, "survey:committee-link-revoked", by, (LINK, found.id), found.opinion or "")
    context.session.flush()


def settle(context: Context, draft_number: int, name: str, by: Doer) -> None:
    """Say that a remark was dealt with; raise NotThere."""
    found = committee_queries.comment(context.session, draft_number, name)
    if found.settled_at is None:
        found.settled_at = context.now
        record(context.session, "survey:remark-settled", by, (LINK, found.link_id))
    context.session.flush()


def published_as(context: Context, draft: QuestionnaireDraft) -> QuestionnaireVersion | None:
    """Return the version that says what a draft says now, when that is its last one: there is nothing to decide any more."""
    last = next(iter(release_queries.versions(context.session, draft)), None)
    return last if last is not None and last.sha256 == digest_of(draft.body) else None


def say(context: Context, token: str, said: Words) -> CommitteeLink:
    """Keep what a member says, by their link; done by `again`. Raise NotThere, TextMoved when it is not about what stands now.

    What was published is decided: TextMoved too.
    """
    session = context.session
    link = committee_queries.link_opening(session, token)
    draft = building.held(session, link.draft_id)
    if said.read != digest_of(draft.body) or published_as(context, draft) is not None:
        raise TextMoved
    asked = {"", *(question.key for question in parse(draft.body).questions)}
    session.add_all([_remark(context, link, question, words) for question, words in said.remarks.items() if question in asked])
    if said.opinion is not None:
        link.opinion, link.read_sha256, link.said_at = said.opinion, said.read, context.now
        record(session, "survey:opinion", Doer(MEMBER), (LINK, link.id), said.opinion)
    session.flush()
    return link


def _remark(context: Context, link: CommitteeLink, question: str, words: str) -> CommitteeComment:
    made = CommitteeComment(id=new_token(), draft_id=link.draft_id, link_id=link.id, question=question, made_at=context.now)
    made.words = words
    return made
