"""One typing error forgiven: which known phrases are one letter away from what was typed."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

SHORTEST = 5
"""Letters of a word alone, in the singular, from which one error is forgiven.

Acronyms of four letters and less are exempt: one error makes another of them.
"""
ALONE = 6
"""Letters from which a word that stands alone may have a wrong or a missing letter; from `SHORTEST`, one too many or two swapped."""
WITHIN = 4
"""Letters of a word within a phrase, in the singular, from which one error is forgiven: the other words tell what is meant."""
JOINED = 8
"""Letters of a phrase whose words may have been joined or parted."""
NEVER_CORRECTED = frozenset(
    """
    accord addition adroit agent agresse alise aphone appendre ardent argente arguent arment arpent batte boulet boulon brulot canine
    changer charge charmer cloche coche commuter compter computer convergente couche coucher courriel course coursier courtier coute
    crache cruche danser decrocher demanche denier dogue douce doute drague draper dresse ecoule emergence emigrant empli entant
    entier entrant espada evection faille fourniture friterie generalite habitant habite infeste interet internat interne layer ligne
    linette locher malaxe manceau mander manier marger marteau meugle meule mirant mobilise mouroir murir nappe ouche palier palper
    panier parer parier pepier perler prenant purgent ragent ranger recole refus refuse refute regnant remploi rogue saigner sainte
    seante secoue secouer sejour serrage servage signer souple tapon tarpon toile translater travee travers urgent valide valine valse
    vehement velement vigilant violet violete virale visage vitale voilee voilure volee
    """.split(),  # noqa: SIM905 - a list of words is read, and amended, as words
)
"""Words of every day, in the singular, one letter away from a known one: « agent » is no « argent », « séjour » no « secours »."""

Slot = tuple[str, int]


class Spellings:
    """Phrases by what an error leaves as it was: their beginning, or their end."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Keep the phrases that are long enough for an error to be forgiven."""
        self._begun: dict[Slot, list[str]] = defaultdict(list)
        self._ended: dict[Slot, list[str]] = defaultdict(list)
        for phrase in phrases:
            if len(phrase) >= SHORTEST and any(len(word) >= WITHIN for word in phrase.split()):
                self._begun[phrase[:2], len(phrase)].append(phrase)
                self._ended[phrase[-2:], len(phrase)].append(phrase)

    def closest(self, typed: str) -> list[str]:
        """Return the known phrases at one error: those that begin alike, if any does. Several may be meant (« refugé »)."""
        if len(typed) < SHORTEST:
            return []
        found = [phrase for phrase in self._near(typed) if OSA.distance(typed, phrase, score_cutoff=1) <= 1 and is_meant(typed, phrase)]
        return [phrase for phrase in found if phrase[0] == typed[0]] or found

    def _near(self, typed: str) -> Iterable[str]:
        near: dict[str, None] = {}
        for length in range(len(typed) - 1, len(typed) + 2):
            near |= dict.fromkeys(self._begun.get((typed[:2], length), ()))
            near |= dict.fromkeys(self._ended.get((typed[-2:], length), ()))
        return near


def is_meant(typed: str, known: str) -> bool:
    """Whether phrases at one error may be the same: the error stands in one long word; alone, it is told with more care."""
    words, known_words = typed.split(), known.split()
    if len(words) != len(known_words):
        return len(known) >= JOINED
    wrong, right = next(((one, other) for one, other in zip(words, known_words, strict=True) if one != other), ("", ""))
    is_alone = sum(len(word) >= WITHIN for word in known_words) <= 1
    return _is_meant_alone(wrong, right) if is_alone else len(right) >= WITHIN


def _is_meant_alone(wrong: str, right: str) -> bool:
    if len(right) < SHORTEST or wrong in NEVER_CORRECTED:
        return False
    if len(wrong) > len(right) or sorted(wrong) == sorted(right):
        return True
    return len(right) >= ALONE and (len(wrong) < len(right) or wrong[0] == right[0])
