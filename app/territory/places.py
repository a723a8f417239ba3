"""Places made from what the gazetteer knows: their centre, their label, the areas that contain them."""

from collections.abc import Sequence

from app.territory.areas import area_code, areas_of, areas_of_communes, areas_of_departement
from app.territory.gazetteer import LYON, METROPOLE_DE_LYON, METROPOLE_NAME, gazetteer
from app.territory.index import name_index
from app.territory.rules import Commune, Place, PlaceKind, Point


def departement_name(code: str) -> str:
    """The name of a département of the region."""
    return gazetteer().departements[code].nom


def commune_place(commune: Commune) -> Place:
    """A commune or an arrondissement; where the name is not enough to find it again, its label bears its département."""
    departement = departement_name(commune.departement)
    if commune.type == "ARM":
        kind, label = PlaceKind.ARRONDISSEMENT, commune.nom.removesuffix(" Arrondissement")
    else:
        kind = PlaceKind.COMMUNE
        label = f"{commune.nom} ({departement})" if name_index().is_shared(commune) else commune.nom
    return Place(
        kind=kind,
        label=label,
        latitude=commune.latitude,
        longitude=commune.longitude,
        commune=commune,
        departement=None,
        areas=areas_of(commune),
        detail=f"{departement}, {commune.codes_postaux[0]}" if len(commune.codes_postaux) == 1 else departement,
    )


def postcode_place(postcode: str, communes: Sequence[Commune]) -> Place:
    """What a postcode serves: the commune itself when it is alone, else all of them around the most populous, which comes first."""
    centre = communes[0]
    if len(communes) == 1:
        return commune_place(centre)
    return Place(
        kind=PlaceKind.POSTCODE,
        label=f"{postcode} {centre.nom}",
        latitude=centre.latitude,
        longitude=centre.longitude,
        commune=centre,
        departement=None,
        areas=areas_of_communes(communes),
        detail=departement_name(centre.departement),
    )


def departement_place(code: str) -> Place:
    """A département (`01` … `74`), or the Métropole de Lyon (`69M`): centred on its prefecture, bounded by its border."""
    territory = gazetteer()
    if code == METROPOLE_DE_LYON:
        lyon = territory.communes[LYON]
        areas = tuple(area for area in areas_of(lyon) if area != area_code("commune", LYON))
        return _bounded(METROPOLE_NAME, lyon, areas, collectivite=code)
    departement = territory.departements[code]
    return _bounded(departement.nom, territory.communes[departement.chef_lieu], areas_of_departement(code))


def _bounded(label: str, centre: Commune, areas: tuple[int, ...], collectivite: str | None = None) -> Place:
    return Place(
        kind=PlaceKind.DEPARTEMENT,
        label=label,
        latitude=centre.latitude,
        longitude=centre.longitude,
        commune=centre,
        departement=centre.departement,
        areas=areas,
        collectivite=collectivite,
        detail=centre.departement,
    )


def position_place(point: Point, nearest: Commune) -> Place:
    """Where somebody stands, already rounded; the areas are those of the nearest commune."""
    return Place(
        kind=PlaceKind.POSITION,
        label="",
        latitude=point.latitude,
        longitude=point.longitude,
        commune=nearest,
        departement=None,
        areas=areas_of(nearest),
        detail=nearest.nom,
    )
