"""Directories by chance, dense enough that everything a merge does happens in some of them."""

from datetime import timedelta
from random import Random

from app.core.clock import today, utc_now
from app.directory.models import LocalEdit, Structure
from app.directory.rules import Public
from tests.support.factories import GRENOBLE, VALENCE, Directory

NAMES = ("Accueil de jour", "Accueil", "Douche", "Point conseil budget", "Repas", "Refuge")
KINDS = ("accueil-de-jour", "douche", "pcb", "restaurant-solidaire", "hebergement-violences", "chrs")


def chance(seed: int) -> Random:
    """Return a chance that is the same each time."""
    return Random(seed)  # noqa: S311 - invents directories, guards nothing


def two_structures(directory: Directory, random: Random) -> tuple[Structure, Structure]:
    """Return two structures, published, with services, announcements and edits that may or may not meet."""
    both = (_structure(directory, random), _structure(directory, random))
    for structure in both:
        for _ in range(random.randint(0, 4)):
            _service(directory, random, structure)
        if random.random() < 0.5:
            directory.temporarily(structure, "closure", today(), today() + timedelta(days=2), message=random.choice("AB"))
    directory.publish()
    return both


def edit(structure: Structure, field: str) -> LocalEdit:
    """A field of a structure that somebody wrote here."""
    return LocalEdit(structure_id=structure.id, field=field, upstream="", edited_at=utc_now(), edited_by="gestion")


def _structure(directory: Directory, random: Random) -> Structure:
    def perhaps(value: object, otherwise: object = "") -> object:
        return value if random.random() < 0.5 else otherwise

    latitude = perhaps(45.19, None)
    return directory.structure(
        dataset=perhaps("data-inclusion", None),
        telephone=perhaps("04 75 00 00 01"),
        courriel=perhaps("a@lefil.example"),
        description=perhaps("On y vient."),
        reseaux_porteurs=perhaps(["ccas-cias"], []),
        adresse=perhaps("1 rue de l’Exemple"),
        code_insee=perhaps(GRENOBLE),
        latitude=latitude,
        longitude=None if latitude is None else 5.72,
        is_protected=random.random() < 0.2,
        is_default=random.random() < 0.2,
    )


def _service(directory: Directory, random: Random, structure: Structure) -> None:
    made = directory.fixed(
        random.choice((GRENOBLE, GRENOBLE, VALENCE)),
        nom=random.choice(NAMES),
        kinds=tuple(random.sample(KINDS, random.randint(1, 2))),
        hours=random.choice(("", "24/7")),
        structure=structure,
        telephone=random.choice(("", "04 75 00 00 03")),
        courriel=random.choice(("", "", "b@exemple.fr")),
        receives_orientations=random.random() < 0.4,
        publics=random.choice(([], [Public.FAMILIES])),
        spoken_languages=random.choice(([], ["fr", "ar"])),
        animals=random.choice((None, True)),
        dataset=random.choice((None, "data-inclusion")),
    )
    if random.random() < 0.3:
        directory.temporarily(made, "message", today(), today() + timedelta(days=2), message=random.choice("AB"))
