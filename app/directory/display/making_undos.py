"""Links that take back one thing that was understood, and that thing only."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.directory.display.links import SearchLinks, naming
from app.directory.search.reading import Reading
from app.directory.search.understanding import Heard, Meaning, Sort
from app.territory.rules import Ambiguous

PLACE_FIELDS = ("lieu", "commune", "lat", "lon", "page")


@dataclass(frozen=True, slots=True)
class Undos:
    """Addresses of the same search less one thing."""

    reading: Reading
    links: SearchLinks

    def kind(self, code: str) -> str:
        """Without a kind, whether it was typed or chosen."""
        said = self.reading.said
        asked = (said.asked,) if said.homonym and said.asked and said.homonym.usual == code else ()
        return self._less(Meaning(Sort.KIND, code), (*said.bearing(Meaning(Sort.KIND, code)), *asked))

    def need(self, code: str) -> str:
        """Without a need."""
        return self._less(Meaning(Sort.NEED, code), self.reading.said.bearing(Meaning(Sort.NEED, code)))

    def moment(self) -> str:
        """At any time, whatever the sentence says."""
        return self.links.search([*self.links.kept("ouvert", "page"), ("ouvert", "")])

    def place(self) -> str:
        """Anywhere."""
        kept = self.links.kept(*PLACE_FIELDS)
        return self.links.search(_with_sentence(kept, self.reading.said.without()) if self.reading.place_is_in_q else kept)

    def meaning(self, code: str) -> str:
        """With a word that means several things taken for this kind."""
        said = self.reading.said
        kept = self._placed(said.without(*((said.asked,) if said.asked else ())))
        return self.links.search([*kept, *([] if ("type", code) in kept else [("type", code)])])

    def organisation(self, name: str) -> str:
        """With a word that means several things taken for this organisation, by its name."""
        said = self.reading.said
        return self.links.search(self._placed(said.without(*((said.asked,) if said.asked else ()), instead=name)))

    def _less(self, meaning: Meaning, phrases: Sequence[Heard]) -> str:
        said = self.reading.said
        kept = self._placed(said.without(*phrases)) if phrases else self.links.kept("page")
        still = {other for phrase in said.heard if phrase not in phrases for other in phrase.meanings}
        kept = [pair for pair in kept if pair != (meaning.sort.value, meaning.code)]
        carried = [
            (other.sort.value, other.code) for phrase in phrases for other in phrase.meanings if other != meaning and other not in still
        ]
        names = (Sort.KIND.value, Sort.NEED.value)
        return self.links.search([*kept, *(pair for pair in dict.fromkeys(carried) if pair[0] in names and pair not in kept)])

    def _placed(self, sentence: str) -> list[tuple[str, str]]:
        """The search with another sentence, its place said apart if it stood in the former one."""
        kept = _with_sentence(self.links.kept("page"), sentence)
        outcome = self.reading.outcome
        if not self.reading.place_is_in_q or outcome is None:
            return kept
        if isinstance(outcome, Ambiguous):
            return [*kept, ("lieu", outcome.text)]
        return [*kept, naming(self.reading.place)] if self.reading.place else kept


def _with_sentence(pairs: Sequence[tuple[str, str]], sentence: str) -> list[tuple[str, str]]:
    return [(name, sentence if name == "q" else value) for name, value in pairs if name != "q" or sentence]
