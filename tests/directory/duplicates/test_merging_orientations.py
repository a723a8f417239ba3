"""A merge sends nobody's orientations where nobody accepted them."""

import pytest

from app.directory import history
from app.directory.rules import Origin

SHOWER = {"nom": "La douche", "kinds": ("douche",)}
pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def pcb(directory):
    """A service of a structure of its own, the same as others of its kind and name at the same place."""

    def make(*, of="", kinds=("pcb",), nom="Point conseil budget", **described):
        return directory.fixed(nom=nom, kinds=kinds, structure=directory.structure(courriel=of), **described)

    return make


def merged(directory, merge, kept, lost):
    directory.publish()
    return merge(kept.structure, lost.structure)


@pytest.mark.parametrize("receives", [True, False])
def test_the_service_that_stays_decides(receives, directory, merge, pcb):
    kept = pcb(courriel="a@exemple.fr", receives_orientations=receives)
    lost = pcb(courriel="b@exemple.fr", receives_orientations=not receives)

    merged(directory, merge, kept, lost)

    assert (lost.merged_into_id, kept.receives_orientations) == (kept.id, receives)


def test_an_address_that_a_merge_fills_receives_nothing_unless_it_had_accepted(directory, session, merge, unmerge, pcb):
    kept, lost = pcb(of="a@exemple.fr", receives_orientations=True), pcb(courriel="b@exemple.fr")

    made = merged(directory, merge, kept, lost)

    assert (kept.courriel, kept.receives_orientations) == ("b@exemple.fr", False)
    last = history.revisions(session, kept)[0]
    assert last.origin == Origin.MERGE
    assert "receives_orientations" in last.changed
    unmerge(made)
    session.expire_all()
    assert (kept.courriel, kept.receives_orientations) == ("", True)


def test_an_address_that_had_accepted_goes_on_receiving(directory, merge, pcb):
    kept = pcb(of="a@exemple.fr", receives_orientations=True)
    lost = pcb(courriel="b@exemple.fr", receives_orientations=True)

    merged(directory, merge, kept, lost)

    assert (kept.courriel, kept.receives_orientations) == ("b@exemple.fr", True)


@pytest.mark.parametrize(("courriel", "receives"), [("c@exemple.fr", True), ("", False)], ids=["its own address", "its structure's"])
def test_a_service_that_changes_structure_receives_at_its_own_address_only(courriel, receives, directory, session, merge, pcb):  # noqa: PLR0917
    kept = pcb(of="a@exemple.fr")
    moved = pcb(of="b@exemple.fr", **SHOWER, courriel=courriel, receives_orientations=True)

    merged(directory, merge, kept, moved)

    assert moved.structure is kept.structure
    assert moved.receives_orientations is receives
    assert bool(history.revisions(session, moved)) is not receives


def test_members_who_did_not_accept_are_not_written_to_either(directory, merge, pcb):
    kept, moved = pcb(), pcb(**SHOWER, receives_orientations=True)

    merged(directory, merge, kept, moved)

    assert moved.receives_orientations is False
