"""Who reads a questionnaire: what they carry of it, and in which language."""

from dataclasses import dataclass

from app.core.language import Translator
from app.participation.carried import Carried
from app.participation.definition import Definition
from app.participation.models import Campaign


@dataclass(frozen=True, slots=True)
class Reader:
    """`at`: the address of the campaign; `code`: the language of the questionnaire's own words; `t`: that of the page."""

    campaign: Campaign
    definition: Definition
    found: Carried
    at: str
    code: str
    t: Translator
