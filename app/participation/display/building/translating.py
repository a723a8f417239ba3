"""A questionnaire beside its French: what is to translate, what is to read again, as people read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import NamedTuple, Self
from urllib.parse import urlencode

from app.core.language import EASY_FRENCH, READABLE, Language, Translator, mark
from app.core.numbers import row_number
from app.participation.building.languages import OF_ONE_LINE, Line, Sent, State, lines, plain_at, to_do
from app.participation.building.seen import mark_of, packed, plain
from app.participation.building.texts import Place
from app.participation.definition import Definition, Said, said
from app.participation.forms.building.translating import TOO_LONG, WORDS, TranslationsGiven
from app.participation.services.translating import Kept
from app.web.forms import FieldError

TO_DO, PART = "afaire", "partie"
"""What addresses ask: only what is to be done; which part of a long questionnaire."""
ROOM, EACH = 26_000, 260
"""Bytes of words that a part holds, about, and those that count for each text beside its own."""
PARTS: Mapping[str, str] = {
    "title": mark("Titre"), "summary": mark("Résumé pour les collègues"), "intro": mark("Présentation"), "thanks": mark("Remerciement"),
    "label": mark("Question"), "hint": mark("Aide"), "why": mark("Pourquoi cette question"),
    "guidance": mark("Consigne pour qui pose la question"), "choice": mark("Réponse"), "setting": mark("Mots à côté de la réponse"),
}  # fmt: skip
FIRST, LAST = "0", "9"
"""Names of the beginning and of the end: no key begins so."""
BEGINNING, END, QUESTION = mark("Le début"), mark("La fin"), mark("Question %(number)s")
LINE_SIGNS = 38
"""Of a line of a field, about: how tall it is made."""
TALLEST = 12
MOVED = mark("Ce texte a changé pendant que vous écriviez. Votre version n’est pas enregistrée : gardez-la, ou reprenez l’autre.")
NAMED = mark("%(what)s : %(words)s")


class Wanted(NamedTuple):
    """What of a questionnaire is shown."""

    is_to_do: bool = False
    part: int = 1

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Self:
        """Return what an address asks; what it asks that cannot be is not asked."""
        return cls(args.get(TO_DO) == "1", max(1, row_number(args.get(PART)) or 1))


class Shown(NamedTuple):
    """A draft in one of its languages. `at`: its address."""

    definition: Definition
    stamps: Mapping[str, str]
    code: str
    at: str


@dataclass(frozen=True, slots=True)
class Field:
    """A text to translate. `id`: of its control; `value`: what it holds; `rows`: 1 for a line; `stands`: what somebody else left there."""

    id: str
    name: str
    place: str
    what: str
    french: str
    value: str
    rows: int
    state: str
    is_right: bool
    mistake: str
    stands: str | None


class Group(NamedTuple):
    """The texts of a question, or of the beginning or the end."""

    id: str
    name: str
    fields: Sequence[Field]


class Lost(NamedTuple):
    """What somebody wrote for a text that is no more."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class TranslatingPage:
    """`participation/building/translate.html`. `pages`: part, address, whether it is this one; `next`: whether a part follows."""

    title: Said
    at: str
    language: Language
    is_easy: bool
    is_asked: bool
    action: str
    groups: Sequence[Group]
    seen: str
    missing: int
    stale: int
    total: int
    wanted: Wanted
    whole_href: str
    to_do_href: str
    pages: Sequence[tuple[int, str, bool]]
    has_next: bool
    errors: Sequence[FieldError]
    clashes: Sequence[FieldError]
    lost: Sequence[Lost]
    saved: str
    controls: Sequence[str]


def address(at: str, code: str, wanted: Wanted) -> str:
    """Return the address of some texts of a draft."""
    pairs = {TO_DO: "1" if wanted.is_to_do else "", PART: str(wanted.part) if wanted.part > 1 else ""}
    query = urlencode({name: value for name, value in pairs.items() if value})
    return f"{at}/langue/{code}{'?' if query else ''}{query}"


def kept_text(kept: Kept, t: Translator) -> str:
    """Return what was saved, in words."""
    if kept.saved:
        return t.ngettext("%(num)s texte enregistré.", "%(num)s textes enregistrés.", kept.saved)
    if kept.right:
        return t.ngettext(
            "%(num)s traduction toujours juste : c’est noté.", "%(num)s traductions toujours justes : c’est noté.", kept.right
        )
    return t.gettext("Rien n’a changé.")


def translating_page(shown: Shown, wanted: Wanted, given: TranslationsGiven, kept: Kept | None, t: Translator) -> TranslatingPage:
    """Return the page; `given`: what a form just brought, `kept`: what was done of it, where something clashed."""
    every = lines(shown.definition, shown.code, shown.stamps)
    sent = {one.place: one for one in given.sent}
    listed = [line for line in every if line.state is not State.DONE or line.place in sent] if wanted.is_to_do else every
    parts = _parts(listed)
    number = min(wanted.part, len(parts)) if parts else 1
    own = parts[number - 1] if parts else ()
    clashes = {one.place: one for one in kept.clashes} if kept else {}
    making = _Making(shown, {} if kept else sent, clashes, given, t)
    groups = [making.group(name, list(found)) for name, found in groupby(own, key=lambda line: _group_of(line.place))]
    fields = [field for group in groups for field in group.fields]
    known = {line.place for line in every}
    waiting = to_do(every)
    return TranslatingPage(
        title=said(shown.definition.title, t.language.code),
        at=shown.at,
        language=READABLE[shown.code],
        is_easy=shown.code == EASY_FRENCH.code,
        is_asked=shown.code in shown.definition.languages,
        action=address(shown.at, shown.code, wanted._replace(part=number)),
        groups=groups,
        seen=packed({str(line.place): f"{mark_of(plain_at(line.place, line.words))}.{line.stamp}" for line in own}),
        missing=sum(line.state is State.MISSING for line in waiting),
        stale=sum(line.state is State.STALE for line in waiting),
        total=len(every),
        wanted=wanted,
        whole_href=address(shown.at, shown.code, Wanted()),
        to_do_href=address(shown.at, shown.code, Wanted(is_to_do=True)),
        pages=[(one, address(shown.at, shown.code, wanted._replace(part=one)), one == number) for one in range(1, len(parts) + 1)],
        has_next=number < len(parts) and not wanted.is_to_do,
        errors=[FieldError(field.id, field.mistake) for field in fields if field.mistake and field.stands is None],
        clashes=[FieldError(field.id, making.named(field)) for field in fields if field.stands is not None],
        lost=[Lost(_what(one.place, t), one.words) for one in clashes.values() if one.place not in known],
        saved=kept_text(kept, t) if kept and kept.saved else "",
        controls=[field.id for field in fields],
    )


class _Making(NamedTuple):
    shown: Shown
    sent: Mapping[Place, Sent]
    clashes: Mapping[Place, Sent]
    given: TranslationsGiven
    t: Translator

    def group(self, name: str, found: Sequence[Line]) -> Group:
        places = {question.key: place for place, question in enumerate(self.shown.definition.questions, 1)}
        titles = {FIRST: self.t.gettext(BEGINNING), LAST: self.t.gettext(END)}
        title = titles.get(name) or self.t.gettext(QUESTION, number=places[name])
        is_question = name not in titles
        return Group(f"{'question' if is_question else 'partie'}-{name}", title, [self.field(line) for line in found])

    def named(self, field: Field) -> str:
        return self.t.gettext(NAMED, what=field.what, words=plain(field.french)[:60])

    def field(self, line: Line) -> Field:
        one, clash = self.sent.get(line.place), self.clashes.get(line.place)
        too_long = self.given.mistakes.get(line.place)
        mistake = self.t.gettext(TOO_LONG, **too_long) if too_long else self.t.gettext(MOVED) if clash else ""
        value = clash.words if clash else one.words if one else line.words
        sort = line.place.part.partition(":")[0]
        is_line = sort in OF_ONE_LINE and len(value) <= LINE_SIGNS
        return Field(
            id=_id(line.place),
            name=f"{WORDS}{line.place}",
            place=str(line.place),
            what=_what(line.place, self.t),
            french=line.french,
            value=value,
            rows=1 if is_line else _rows(line.french, value),
            state=line.state.value,
            is_right=bool(one and one.is_right),
            mistake=mistake,
            stands=line.words if clash else None,
        )


def _parts(found: Sequence[Line]) -> Sequence[Sequence[Line]]:
    """Cut a long questionnaire between questions, in parts much the same, so that no page weighs more than it may."""
    groups = [list(group) for _, group in groupby(found, key=lambda line: _group_of(line.place))]
    weights = [sum(EACH + len(line.french.encode()) + len(line.words.encode()) for line in group) for group in groups]
    room = sum(weights) / max(1, ceil(sum(weights) / ROOM))
    parts: dict[int, list[Line]] = {}
    before = 0
    for group, weight in zip(groups, weights, strict=True):
        parts.setdefault(int((before + weight / 2) / room), []).extend(group)
        before += weight
    return list(parts.values())


def _group_of(place: Place) -> str:
    return place.key or (LAST if place.part == "thanks" else FIRST)


def _what(place: Place, t: Translator) -> str:
    return t.gettext(PARTS[sort]) if (sort := place.part.partition(":")[0]) in PARTS else place.part


def _id(place: Place) -> str:
    return f"mots-{place}".replace(":", "-")


def _rows(*words: str) -> int:
    return min(TALLEST, max(sum(1 + len(line) // LINE_SIGNS for line in text.split("\n")) for text in words))
