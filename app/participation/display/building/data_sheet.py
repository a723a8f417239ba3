"""What the organisation does with the answers, as it is kept and told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.language import Translator
from app.participation.building.data_sheet import BASES, FIELDS, YES, Basis, SheetField, lacking, looks_like_somebody, mark_of
from app.participation.display.building.naming import DraftHead


@dataclass(frozen=True, slots=True)
class SheetPage:
    """`participation/building/data_sheet.html`. `lacking`: names of fields to fill; `kept`: what stands, after a conflict."""

    head: DraftHead
    seen: str
    lacking: Sequence[str]
    warns: bool
    is_moved: bool
    kept: Sequence[tuple[str, str]]


def page(head: DraftHead, sheet: Mapping[str, str], t: Translator, *, is_moved: bool) -> SheetPage:
    """Return the page of the sheet. `is_moved`: somebody else changed it meanwhile."""
    return SheetPage(
        head=head,
        seen=mark_of(sheet),
        lacking=[t.gettext(FIELDS[field]) for field in lacking(sheet)],
        warns=looks_like_somebody(sheet.get(SheetField.CONTACT, "")),
        is_moved=is_moved,
        kept=told(sheet, t) if is_moved else (),
    )


def told(sheet: Mapping[str, str], t: Translator) -> list[tuple[str, str]]:
    """Return what a sheet says, by the names of its fields; what is empty is left out."""
    return [(t.gettext(FIELDS[field]), _value(field, sheet[field], t)) for field in SheetField if sheet.get(field)]


def _value(field: SheetField, words: str, t: Translator) -> str:
    if field is SheetField.BASIS:
        return t.gettext(BASES[Basis(words)]) if words in set(Basis) else words
    if field is SheetField.MINORS:
        return t.gettext("L’organisation les garde.") if words == YES else words
    return words
