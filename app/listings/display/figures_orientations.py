"""The orientations that a listing receives, in words and as a drawing. Few are told as few, and drawn alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.language import Translator
from app.listings.display.weeks import few, week_marks
from app.listings.services.figures import FEW, Figures, OrientationWeek
from app.web.chart import Chart, Column, bars


@dataclass(frozen=True, slots=True)
class OrientationsShown:
    """What stands under « Orientations reçues ». `chart` is None while none was sent."""

    sentences: tuple[str, ...]
    chart: Chart | None


def orientations_shown(figures: Figures, t: Translator) -> OrientationsShown:
    """Return the orientations of the weeks that figures tell."""
    weeks = figures.orientations
    sentences = _sentences(figures, t)
    if not any(week.sent for week in weeks):
        return OrientationsShown(sentences, None)
    title = t.gettext("Orientations reçues, semaine par semaine")
    return OrientationsShown(sentences, bars(title, " ".join(sentences), _columns(weeks, t)))


def _sentences(figures: Figures, t: Translator) -> tuple[str, ...]:
    sent, answered, met = (sum(getattr(week, name) for week in figures.orientations) for name in ("sent", "answered", "met"))
    if not sent:
        if figures.receives_orientations:
            return (t.gettext("Vous n’avez reçu aucune orientation par ce site ces 26 dernières semaines."),)
        return (t.gettext("Vous ne recevez pas d’orientations par ce site. Vous pouvez le choisir dans chacun de vos services."),)
    return (
        t.gettext("Orientations reçues ces 26 dernières semaines : %(count)s.", count=few(sent, t)),
        t.gettext("Avec une réponse : %(count)s.", count=few(answered, t)),
        t.gettext("Suivies d’une rencontre : %(count)s.", count=few(met, t)),
    )


def _columns(weeks: Sequence[OrientationWeek], t: Translator) -> list[Column]:
    names = week_marks([week.monday for week in weeks], t, is_short=True)
    return [
        Column(
            name,
            max(week.sent, FEW - 1) if week.sent else 0,
            mark,
            is_partial,
            told=few(week.sent, t) if 0 < week.sent < FEW else "",
            more=(_since(week, t),),
        )
        for week, (name, mark, is_partial) in zip(weeks, names, strict=True)
    ]


def _since(week: OrientationWeek, t: Translator) -> str:
    if not week.sent:
        return ""
    return t.gettext("%(answered)s avec une réponse, %(met)s avec une rencontre", answered=few(week.answered, t), met=few(week.met, t))
