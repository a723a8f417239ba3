"""Services that nobody gives, by a fixed seed: as many as wanted, shaped like a regional directory.

Spread over the communes by population; 1 to 4 kinds each; 22 % at a distance, half of these on site too; 3 % mobile teams with
where they go; 60 % with an area of eligibility that contains the place; hours as real town halls keep them; publics; telephone
numbers that the regulator keeps for fiction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from math import cos, radians, sqrt
from random import Random

from app.directory.kinds import Form, kinds
from app.directory.loading.town_halls import town_halls
from app.directory.rules import SPOKEN_LANGUAGES, Audience, Mobilisation, Mobiliser, Price, Public, ReceptionMode
from app.directory.services import folded_words
from app.territory.areas import area_code
from app.territory.gazetteer import gazetteer
from app.territory.rules import AreaKind, Commune

SEED = 20_260_101
SERVICES_A_STRUCTURE = 2
KINDS_SEARCHED = 69
"""As many as data·inclusion has thematiques: its density of services by theme."""
REMOTE, ALSO_ON_SITE, MOBILE, ELIGIBILITY, SECOND_AREA, WITH_HOURS = 0.22, 0.5, 0.03, 0.6, 0.05, 0.8
CONFIRMED_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)

_HOUSES = ("Association", "Centre social", "Maison", "Espace", "Collectif", "Antenne", "Point d’accueil")
_NAMES = ("l’Escale", "la Halte", "la Passerelle", "la Boussole", "l’Étape", "le Relais", "l’Horizon", "la Clairière", "le Phare")
_WAYS = ("rue", "avenue", "place", "chemin", "boulevard", "impasse")
_HONOURED = ("de la République", "Jean-Jaurès", "de la Gare", "des Lilas", "Victor-Hugo", "du Moulin", "Pasteur", "du Marché")
_SENTENCES = (
    "Nous recevons chaque personne, avec ou sans rendez-vous.",
    "Une équipe de professionnels et de bénévoles écoute, informe et oriente.",
    "Nous aidons à remplir les dossiers et à préparer les rendez-vous.",
    "Un café est servi le matin, dans une salle calme et chauffée.",
    "Apportez si possible une pièce d’identité et vos derniers courriers.",
    "L’accueil est gratuit, confidentiel et ouvert aux enfants.",
    "Un travailleur social est présent deux demi-journées par semaine.",
    "Nous travaillons avec les mairies, les hôpitaux et les associations voisines.",
)
_PUBLICS = tuple(public for public in Public if public is not Public.EVERYONE)


@dataclass(frozen=True, slots=True)
class Invented:
    """Rows of one service, as the tables want them; `structure` is None when the service before it has the same."""

    structure: dict[str, object] | None
    service: dict[str, object]
    kinds: tuple[str, ...]
    location: dict[str, object] | None
    hours: str
    """An expression; empty when nobody knows."""
    areas: tuple[dict[str, object], ...]


def seeded() -> Random:
    """Return the source of all that is invented and drawn: the same at each run."""
    return Random(SEED)  # noqa: S311 - nothing here is secret


@cache
def searched_kinds() -> tuple[str, ...]:
    """Return the kinds that services are given, and that are searched."""
    codes = [kind.code for kind in kinds().values() if kind.can_be_searched and kind.form is not Form.REMOTE]
    return tuple(sorted(seeded().sample(codes, KINDS_SEARCHED)))


@cache
def expressions() -> tuple[str, ...]:
    """Return every distinct expression of hours that the town halls keep."""
    return tuple(sorted({row["horaires_osm"] for row in town_halls() if row["horaires_osm"]}))


def towns() -> tuple[Commune, ...]:
    """Return the communes where services stand: Lyon by its arrondissements."""
    return tuple(commune for commune in gazetteer().communes.values() if commune.code != "69123")


def invent(count: int) -> Iterator[Invented]:
    """Yield `count` services; the first ones are the same whatever the count. Numbers of structures and services start at 1."""
    inventor = _Inventor()
    for number in range(1, count + 1):
        yield inventor.service(number)


class _Inventor:
    def __init__(self) -> None:
        self._random = seeded()
        self._towns = towns()
        self._weights = list(accumulate(commune.population for commune in self._towns))
        self._hours = expressions()
        self._structure: dict[str, object] = {}
        self._town = self._towns[0]

    def service(self, number: int) -> Invented:
        """Invent the next service."""
        draw = self._random
        is_new = (number - 1) % SERVICES_A_STRUCTURE == 0
        if is_new:
            self._structure = self._next_structure((number - 1) // SERVICES_A_STRUCTURE + 1)
        chosen = tuple(draw.sample(searched_kinds(), draw.randint(1, 4)))
        is_mobile = draw.random() < MOBILE
        is_remote = not is_mobile and draw.random() < REMOTE / (1 - MOBILE)
        is_somewhere = not is_mobile and (not is_remote or draw.random() < ALSO_ON_SITE)
        return Invented(
            structure=self._structure if is_new else None,
            service=self._service(number, chosen, is_remote=is_remote, is_somewhere=is_somewhere),
            kinds=chosen,
            location=self._location(number) if is_somewhere else None,
            hours=draw.choice(self._hours) if is_somewhere and draw.random() < WITH_HOURS else "",
            areas=tuple(self._areas(is_mobile=is_mobile)),
        )

    def _next_structure(self, number: int) -> dict[str, object]:
        draw = self._random
        self._town = town = draw.choices(self._towns, cum_weights=self._weights)[0]
        spread = min(0.05, 0.0002 * sqrt(town.population))
        return {
            "id": number,
            "source": "banc",
            "source_id": str(number),
            "nom": f"{draw.choice(_HOUSES)} {draw.choice(_NAMES)} {town.nom}",
            "adresse": f"{draw.randint(1, 140)} {draw.choice(_WAYS)} {draw.choice(_HONOURED)}",
            "code_postal": draw.choice(town.codes_postaux),
            "commune": town.nom,
            "code_insee": town.code,
            "latitude": round(town.latitude + draw.gauss(0, spread), 5),
            "longitude": round(town.longitude + draw.gauss(0, spread) / cos(radians(town.latitude)), 5),
            "telephone": f"04 65 71 {draw.randint(0, 99):02} {draw.randint(0, 99):02}",
            "courriel": f"accueil-{number}@exemple.fr",
        }

    def _service(self, number: int, chosen: Sequence[str], *, is_remote: bool, is_somewhere: bool) -> dict[str, object]:
        draw = self._random
        name = f"{kinds()[chosen[0]].name} – {self._structure['nom']}"
        description = " ".join(draw.sample(_SENTENCES, 3))
        confirmed = CONFIRMED_BEFORE - timedelta(days=draw.randint(1, 400))
        ages = (draw.choice((16, 18)), draw.choice((25, 30))) if draw.random() < 0.1 else (None, None)
        return {
            "id": number,
            "structure_id": self._structure["id"],
            "source": "banc",
            "source_id": str(number),
            "nom": name,
            "description": description,
            "date_maj": confirmed.date(),
            "type": "accueil",
            "frais": Price.FREE if draw.random() < 0.8 else Price.PAYING,
            "publics": ["tous-publics"] if draw.random() < 0.4 else draw.sample(_PUBLICS, draw.randint(1, 3)),
            "telephone": "" if draw.random() < 0.5 else f"04 65 71 {draw.randint(0, 99):02} {draw.randint(0, 99):02}",
            "modes_accueil": [mode for mode, holds in ((ReceptionMode.ON_SITE, is_somewhere), (ReceptionMode.REMOTE, is_remote)) if holds],
            "modes_mobilisation": [Mobilisation.COME if draw.random() < 0.6 else Mobilisation.CALL],
            "mobilisable_par": [Mobiliser.PERSON, Mobiliser.PROFESSIONAL],
            "main_kind": chosen[0],
            "folded": folded_words(name, description),
            "audience": draw.choice(tuple(Audience)),
            "age_min": ages[0],
            "age_max": ages[1],
            "gender": "femmes" if draw.random() < 0.05 else "",
            "animals": draw.choice((None, None, True, False)),
            "step_free": draw.choice((None, True, False)),
            "spoken_languages": draw.sample(SPOKEN_LANGUAGES, draw.randint(0, 3)),
            "hours_confirmed_at": confirmed,
            "contact_confirmed_at": confirmed,
            "conditions_confirmed_at": confirmed if draw.random() < 0.5 else None,
        }

    def _location(self, number: int) -> dict[str, object]:
        kept = ("adresse", "code_postal", "commune", "code_insee", "latitude", "longitude")
        return {"service_id": number, **{name: self._structure[name] for name in kept}}

    def _areas(self, *, is_mobile: bool) -> Iterator[dict[str, object]]:
        draw, town = self._random, self._town
        if is_mobile:
            yield _area("couverture", *draw.choice(_around(town)))
        if draw.random() < ELIGIBILITY:
            first = draw.choice(_around(town))
            yield _area("eligibilite", *first)
            if draw.random() < SECOND_AREA:
                other = draw.choice([code for code in gazetteer().departements if code != town.departement])
                yield _area("eligibilite", "departement", other)


def _around(town: Commune) -> tuple[tuple[AreaKind, str], ...]:
    return (("departement", town.departement), ("epci", town.epci), ("commune", town.code))


def _area(purpose: str, kind: AreaKind, code: str) -> dict[str, object]:
    return {"purpose": purpose, "kind": kind, "code": code, "area": area_code(kind, code)}
