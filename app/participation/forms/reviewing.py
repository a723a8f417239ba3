"""What becomes of a text that somebody wrote: a button, the text with its masks, tags."""

import re
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from app.core.language import mark
from app.core.numbers import row_number
from app.participation.masking import MASK, hidden, written
from app.participation.questions.base import one_value
from app.participation.rules import Review
from app.participation.services.reviewing import Decision

MOST_TAGS, LONGEST_TAG = 5, 30
CHOOSE = mark("Choisissez ce que devient le texte.")
NOTHING_MASKED = mark("Rien n’est masqué. Cochez des mots, ou remplacez dans le texte ce qu’il faut cacher par […].")
OTHER_WORDS = mark("Le texte n’est plus celui de la personne. Remplacez seulement ce qu’il faut cacher par […], sans rien changer d’autre.")
WOULD_BE_LOST = mark("Vous avez masqué des mots. Choisissez « Garder, les mots masqués » pour enregistrer.")
TOO_MANY_TAGS = mark("Gardez cinq étiquettes au plus.")
TOO_LONG_TAG = mark("Une étiquette a trente signes au plus.")
WORDS, HIDE, TAGS, DECISION = "texte", "cacher", "etiquettes", "decision"
ASKED = frozenset((Review.KEPT, Review.REDACTED, Review.DROPPED))


@dataclass(frozen=True, slots=True)
class ReviewGiven:
    """What a form brings. `words`: what stands in the text, masks as we write them; `hide`: words ticked; `mistakes`: by control."""

    decision: Review | None
    version: int
    words: str
    hide: tuple[str, ...]
    tags: str
    mistakes: dict[str, str]

    @property
    def decided(self) -> Decision:
        """What is decided, once there is no mistake."""
        return Decision(self.version, self.decision or Review.KEPT, hidden(self.words, self.hide), tags_in(self.tags))


def read_review(form: MultiDict[str, str], text: str) -> ReviewGiven:
    """Return what a form decides of a text as it is."""
    given = {name: form.getlist(name) for name in form}
    words = written(one_value(given, WORDS)) if WORDS in given else text
    hide = tuple(one_value({"": [one]}, "") for one in form.getlist(HIDE))
    decision = next((one for one in ASKED if one == form.get(DECISION)), None)
    found = ReviewGiven(decision, row_number(form.get("version")) or 0, words, hide, one_value(given, TAGS), {})
    found.mistakes.update(_mistakes(found, text))
    return found


def tags_in(text: str) -> list[str]:
    """Return the tags of a line, as they are kept: in lower case, once each."""
    found = (" ".join(one.split()).lower() for one in re.split("[,;،؛]", text))
    return list(dict.fromkeys(one for one in found if one))


def tags_line(tags: list[str]) -> str:
    """Return tags as a form shows them."""
    return ", ".join(tags)


def _mistakes(found: ReviewGiven, text: str) -> dict[str, str]:
    mistakes = {}
    tags = tags_in(found.tags)
    if found.decision is None:
        mistakes[DECISION] = CHOOSE
    if found.decision is Review.REDACTED and MASK not in hidden(found.words, found.hide):
        mistakes[WORDS] = NOTHING_MASKED
    if found.decision is Review.KEPT and (found.hide or found.words.split() != text.split()):
        mistakes[WORDS] = WOULD_BE_LOST
    if found.decision is not Review.DROPPED and len(tags) > MOST_TAGS:
        mistakes[TAGS] = TOO_MANY_TAGS
    elif found.decision is not Review.DROPPED and any(len(tag) > LONGEST_TAG for tag in tags):
        mistakes[TAGS] = TOO_LONG_TAG
    return mistakes
