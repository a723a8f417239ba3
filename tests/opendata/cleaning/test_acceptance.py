"""What the national schema accepts is never refused here."""

from datetime import UTC, date, datetime

from data_inclusion.schema import v1
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.opendata.cleaning import Cleaner
from app.opendata.rules import Level

ABSENT = {"nan", "none", "null", "nat", "<na>", "#n/a"}
"""What csv files write for nothing: no name."""

texts = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=3, max_size=60).filter(
    lambda text: len(text.strip()) > 2 and text.strip().lower() not in ABSENT
)
ZONE = r"[0-9A-Za-z]{5}|[0-9]{9}|[0-9A-Za-z]{2,3}|99[0-5][0-9]{2}|france"
identifiers = st.from_regex(r"[a-z]{2,10}--[A-Za-z0-9:-]{1,40}", fullmatch=True)
days = st.dates(date(2000, 1, 1), datetime.now(UTC).date())


def several(enumeration, least=0):
    return st.none() | st.sets(st.sampled_from([code for code in enumeration if code.value != "tous-publics"]), min_size=least, max_size=4)


v1_services = st.builds(
    v1.Service, source=st.sampled_from(["dora", "soliguide"]), structure_id=identifiers, id=identifiers, nom=texts,
    description=texts.map(lambda t: t * 2),
    date_maj=days, type=st.none() | st.sampled_from(v1.TypeService), thematiques=several(v1.Thematique),
    frais=st.none() | st.sampled_from(v1.Frais),
    publics=several(v1.Public, 1), adresse=st.none() | texts, code_postal=st.just("38000"), code_insee=st.just("38185"),
    commune=st.none() | texts,
    latitude=st.none() | st.floats(), longitude=st.none() | st.floats(), telephone=st.none() | texts,
    courriel=st.sampled_from([None, "a@exemple.fr", "été@exemple.fr"]), modes_accueil=several(v1.ModeAccueil),
    zone_eligibilite=st.none() | st.lists(st.from_regex(ZONE, fullmatch=True), min_size=1, max_size=4),
    lien_mobilisation=st.sampled_from([None, "https://exemple.fr/a", "http://localhost"]),
    modes_mobilisation=several(v1.ModeMobilisation, 1),
    mobilisable_par=several(v1.PersonneMobilisatrice, 1), volume_horaire_hebdomadaire=st.none() | st.floats(0, 1e6),
    nombre_semaines=st.none() | st.integers(1, 10**6), horaires_accueil=st.none() | st.just("Mo-Fr 09:00-12:00") | texts,
)  # fmt: skip
v1_structures = st.builds(
    v1.Structure, source=st.sampled_from(["dora", "soliguide"]), id=identifiers, nom=texts, date_maj=days,
    description=st.none() | texts.map(lambda t: t * 2),
    siret=st.none() | st.from_regex(r"[0-9]{14}", fullmatch=True), code_postal=st.just("38000"), code_insee=st.just("38185"),
    telephone=st.none() | texts,
    reseaux_porteurs=several(v1.ReseauPorteur), site_web=st.sampled_from([None, "https://exemple.fr"]),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(v1_services)
def test_no_service_that_data_inclusion_accepts_is_refused(given_service):
    incoming, remarks = Cleaner().service(2, given_service.model_dump(mode="json"))
    assert incoming is not None
    assert {remark.level for remark in remarks} <= {Level.WARNING}
    assert incoming.values["thematiques"] == sorted(given_service.thematiques or ())
    assert incoming.values["publics"] == sorted(given_service.publics or ())


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(v1_structures)
def test_no_structure_that_data_inclusion_accepts_is_refused(given_structure):
    incoming, remarks = Cleaner().structure(2, given_structure.model_dump(mode="json"))
    assert incoming is not None
    assert {remark.level for remark in remarks} <= {Level.WARNING}
    assert incoming.values["reseaux_porteurs"] == sorted(given_structure.reseaux_porteurs or ())
