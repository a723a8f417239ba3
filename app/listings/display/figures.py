"""What a listing brings, in words and as a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.language import Translator
from app.core.written_days import day_text
from app.directory.display.kind_words import capital, full_name
from app.directory.kinds import kinds
from app.directory.needs import NEEDS
from app.listings.display.figures_orientations import OrientationsShown, orientations_shown
from app.listings.display.weeks import few, week_marks
from app.listings.labels import PARTS
from app.listings.services.figures import NEED, Figures, PartState, Searched
from app.web.chart import Chart, Column, bars

MOST_SEARCHED = 20
"""Lines of a table of searches."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The page. `chart` is None while nothing was counted."""

    sentences: tuple[str, ...]
    chart: Chart | None
    offered: tuple[Line, ...]
    missing: tuple[Line, ...]
    is_placed: bool
    parts: tuple[Line, ...]
    proposals: str
    orientations: OrientationsShown


def figures_page(figures: Figures, t: Translator) -> FiguresPage:
    """Return the figures as the page shows them."""
    sentences = read_sentences(figures, t)
    return FiguresPage(
        sentences=sentences,
        chart=_chart(figures, sentences, t) if figures.total else None,
        offered=_searched(figures.offered, t),
        missing=_searched(figures.missing, t),
        is_placed=figures.is_placed,
        parts=tuple(Line(t.gettext(PARTS[state.part]), _part(state, figures.services, t)) for state in figures.parts),
        proposals=proposals_sentence(figures, t),
        orientations=orientations_shown(figures, t),
    )


def read_sentences(figures: Figures, t: Translator) -> tuple[str, ...]:
    """Return what the readings say: « Votre fiche a été lue 42 fois ces 4 dernières semaines, contre 30 avant »."""
    if not figures.total:
        return (t.gettext("Aucune lecture de votre fiche n’a été comptée pour le moment."),)
    told = []
    if figures.recent:
        told.append(
            t.ngettext(
                "Votre fiche a été lue %(num)s fois ces 4 dernières semaines, contre %(before)s avant.",
                "Votre fiche a été lue %(num)s fois ces 4 dernières semaines, contre %(before)s avant.",
                figures.recent,
                before=figures.before,
            )
        )
    else:
        told.append(t.gettext("Votre fiche n’a pas été lue ces 4 dernières semaines, contre %(before)s fois avant.", before=figures.before))
    if figures.this_week:
        told.append(
            t.ngettext(
                "Cette semaine, elle a été lue %(num)s fois jusqu’ici.",
                "Cette semaine, elle a été lue %(num)s fois jusqu’ici.",
                figures.this_week,
            )
        )
    return tuple(told)


def proposals_sentence(figures: Figures, t: Translator) -> str:
    """Return what people proposed to change, and what became of it."""
    if not figures.received:
        return t.gettext("Personne n’a encore proposé de changer votre fiche.")
    received = t.ngettext("%(num)s proposition reçue", "%(num)s propositions reçues", figures.received)
    waiting = figures.received - figures.answered
    if not waiting:
        return t.gettext("%(received)s, toutes ont eu leur réponse.", received=received)
    return t.ngettext(
        "%(received)s, dont %(num)s attend votre réponse.",
        "%(received)s, dont %(num)s attendent votre réponse.",
        waiting,
        received=received,
    )


def _chart(figures: Figures, sentences: Sequence[str], t: Translator) -> Chart:
    title = t.gettext("Lectures de votre fiche, semaine par semaine")
    return bars(title, " ".join(sentences), _columns(figures, t))


def _columns(figures: Figures, t: Translator) -> list[Column]:
    names = week_marks([week.monday for week in figures.weeks], t)
    return [Column(name, week.count, mark, is_partial) for week, (name, mark, is_partial) in zip(figures.weeks, names, strict=True)]


def _searched(searches: Sequence[Searched], t: Translator) -> tuple[Line, ...]:
    lines = ((_subject(search.subject, t), search.count) for search in searches)
    known = [(name, count) for name, count in lines if name][:MOST_SEARCHED]
    return tuple(Line(name, few(count, t)) for name, count in known)


def _subject(subject: str, t: Translator) -> str:
    if not subject:
        return t.gettext("D’autres mots")
    if subject.startswith(NEED):
        need = NEEDS.get(subject.removeprefix(NEED))
        return t.gettext(need.label) if need else ""
    kind = kinds().get(subject)
    return capital(full_name(kind, t)) if kind else ""


def _part(state: PartState, services: int, t: Translator) -> str:
    if state.confirmed_at is None:
        return t.gettext("Jamais confirmé.")
    told = t.gettext("Confirmé le %(day)s.", day=day_text(state.confirmed_at.date(), t))
    if not state.to_confirm or services <= 1:
        return told if not state.to_confirm else t.gettext("%(told)s C’est à confirmer.", told=told)
    more = t.ngettext(
        "Reste à confirmer pour %(num)s service sur %(services)s.",
        "Reste à confirmer pour %(num)s services sur %(services)s.",
        state.to_confirm,
        services=services,
    )
    return f"{told} {more}"
