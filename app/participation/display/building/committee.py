"""The committee of a draft as its authors see it: links, what each said, remarks question by question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.language import Translator
from app.core.written_days import day_of
from app.participation.building.gates import APPROVALS, Asked
from app.participation.building.labels import OPINIONS
from app.participation.definition import Definition, Said, said
from app.participation.display.building.naming import DraftHead, question_name
from app.participation.display.campaigns import DIGEST_SHOWN
from app.participation.models import CommitteeComment, CommitteeLink, QuestionnaireVersion
from app.participation.rules import Gate, Opinion


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link. `said`: what its member thinks, in words; `about`: of which text; `number`: None once it is taken back."""

    name: str
    made: str
    said: str
    about: str
    objects: bool
    number: int | None


class Remark(NamedTuple):
    """A remark. `settled`: when it was dealt with, in words; empty: not yet."""

    id: str
    words: str
    by: str
    day: str
    settled: str


class About(NamedTuple):
    """The remarks on a question, or on the whole."""

    name: str
    label: Said | None
    href: str
    remarks: Sequence[Remark]


@dataclass(frozen=True, slots=True)
class CommitteePage:
    """`participation/building/committee.html`. `standing`: where the gate is, in words."""

    head: DraftHead
    standing: Sequence[str]
    lines: Sequence[LinkLine]
    about: Sequence[About]
    open_remarks: int


@dataclass(frozen=True, slots=True)
class Committee:
    """What is read of the committee of a draft. `sha256`: of the draft as it is."""

    links: Sequence[CommitteeLink]
    comments: Sequence[CommitteeComment]
    versions: Sequence[QuestionnaireVersion]
    asked: Asked
    sha256: str


def page(head: DraftHead, definition: Definition, found: Committee, t: Translator) -> CommitteePage:
    """Return the page of the committee."""
    return CommitteePage(
        head=head,
        standing=list(_standing(found, t)),
        lines=[_line(one, found, t) for one in found.links],
        about=list(_about(definition, found, head.at, t)),
        open_remarks=sum(one.settled_at is None for one in found.comments),
    )


def _standing(found: Committee, t: Translator) -> Iterator[str]:
    agreeing = sum(one.opinion == Opinion.APPROVES and one.revoked_at is None and one.read_sha256 == found.sha256 for one in found.links)
    against = sum(one.opinion == Opinion.OBJECTS for one in found.links)
    if Gate.COMMITTEE in found.asked.gates:
        wanted = found.asked.approvals
        yield t.ngettext(
            "%(num)s personne est d’accord avec le texte tel qu’il est, sur %(wanted)s demandées.",
            "%(num)s personnes sont d’accord avec le texte tel qu’il est, sur %(wanted)s demandées.", agreeing, wanted=wanted,
        )  # fmt: skip
    else:
        yield t.gettext(
            "L’accord du comité n’est pas demandé avant de publier. Vous pouvez le demander : %(num)s accords, par exemple.", num=APPROVALS
        )
    if against:
        yield t.ngettext("%(num)s personne n’est pas d’accord.", "%(num)s personnes ne sont pas d’accord.", against)


def _line(link: CommitteeLink, found: Committee, t: Translator) -> LinkLine:
    said_of = t.gettext(OPINIONS[Opinion(link.opinion)]) if link.opinion else t.gettext("N’a pas encore dit ce qu’elle pense")
    return LinkLine(
        name=link.name,
        made=t.gettext("Fait le %(day)s", day=day_of(link.created_at, t)),
        said=said_of,
        about=_text_read(link, found, t),
        objects=link.opinion == Opinion.OBJECTS,
        number=link.id if link.revoked_at is None else None,
    )


def _text_read(link: CommitteeLink, found: Committee, t: Translator) -> str:
    """Return which text an opinion was about, and which day it was given."""
    if link.opinion is None or link.said_at is None:
        return ""
    day = day_of(link.said_at, t)
    if link.read_sha256 == found.sha256:
        return t.gettext("le %(day)s, sur le texte tel qu’il est", day=day)
    version = next((one.number for one in found.versions if one.sha256 == link.read_sha256), None)
    if version is not None:
        return t.gettext("le %(day)s, sur la version %(number)s", day=day, number=version)
    return t.gettext("le %(day)s, sur un texte qui a changé depuis (empreinte %(digest)s)", day=day, digest=link.read_sha256[:DIGEST_SHOWN])


def _about(definition: Definition, found: Committee, at: str, t: Translator) -> Iterator[About]:
    names = {link.id: link.name for link in found.links}
    by_question: dict[str, list[CommitteeComment]] = {}
    for comment in found.comments:
        by_question.setdefault(comment.question, []).append(comment)
    if "" in by_question:
        yield About(t.gettext("Sur tout le questionnaire"), None, "", _remarks(by_question[""], names, t))
    for number, question in enumerate(definition.questions, 1):
        if question.key in by_question:
            label = said(question.label, t.language.code)
            remarks = _remarks(by_question[question.key], names, t)
            yield About(question_name(number, t), label, f"{at}/question/{question.key}", remarks)
    gone = [one for key, several in by_question.items() if key and definition.question(key) is None for one in several]
    if gone:
        yield About(t.gettext("Sur des questions retirées depuis"), None, "", _remarks(gone, names, t))


def _remarks(found: Sequence[CommitteeComment], names: Mapping[int, str], t: Translator) -> list[Remark]:
    return [
        Remark(
            id=one.id,
            words=one.words or "",
            by=names.get(one.link_id, ""),
            day=day_of(one.made_at, t),
            settled=t.gettext("Réglé le %(day)s", day=day_of(one.settled_at, t)) if one.settled_at else "",
        )
        for one in found
    ]
