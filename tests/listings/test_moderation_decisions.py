"""Pairs, differences, organisations and calls: each decided once, within one's territory."""

import pytest

from app.accounts.models import Account, Membership
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory.models import Revision, Structure
from app.directory.rules import Origin, PairState
from app.listings.models import Correspondent
from tests.listings import waiting
from tests.support.factories import GRENOBLE, LYON_7, VIENNE
from tests.support.forms import hidden_fields, links

pytestmark = pytest.mark.one_engine

NEXT = "/moderation/suivant"


@pytest.fixture
def services(directory):
    found = (directory.fixed(GRENOBLE), directory.fixed(VIENNE), directory.fixed(LYON_7))
    directory.publish()
    return found


@pytest.fixture
def isere(client, signed_in_as):
    return waiting.moderator(signed_in_as, client, "38")


def fresh(session, row):
    session.expire_all()
    return session.get(type(row), row.id)


@pytest.mark.usefixtures("isere")
class TestPairs:
    @pytest.fixture
    def pair(self, session, services):
        return waiting.pair_of(session, services[0], services[1])

    def test_both_stand_side_by_side_in_words(self, client, pair) -> None:
        text = client.get(f"/moderation/doublons/{pair.id}").get_data(as_text=True)
        assert all(said in text for said in ("Association", "noms proches", "même téléphone", "Accueil de jour"))

    def test_one_is_kept_and_it_can_be_undone(self, client, session, pair) -> None:
        path = f"/moderation/doublons/{pair.id}"
        assert waiting.decide(client, path, {"garder": str(pair.second_id)}).location == NEXT
        assert fresh(session, pair).state == PairState.MERGED
        assert session.get(Structure, pair.first_id).merged_into_id == pair.second_id
        assert path in links(client.get("/moderation/doublons"))
        assert client.post(f"{path}/defaire", data=hidden_fields(client.get(path), f"{path}/defaire")).location == path
        assert fresh(session, pair).state == PairState.PROPOSED
        assert session.get(Structure, pair.first_id).merged_into_id is None

    def test_they_may_be_two(self, client, session, pair) -> None:
        assert waiting.decide(client, f"/moderation/doublons/{pair.id}", {"garder": "deux"}).location == NEXT
        assert fresh(session, pair).state == PairState.DISMISSED

    def test_who_decides_second_is_told(self, client, session, pair) -> None:
        path = f"/moderation/doublons/{pair.id}"
        form = hidden_fields(client.get(path), path)
        waiting.decide(client, path, {"garder": "deux"})
        late = client.post(path, data={**form, "garder": str(pair.first_id)})
        assert late.status_code == 409
        assert "Quelqu’un a décidé avant vous" in late.get_data(as_text=True)
        assert fresh(session, pair).state == PairState.DISMISSED

    def test_a_refusal_is_told_in_words(self, client, session, services, pair) -> None:
        other = waiting.pair_of(session, services[1], services[2])
        waiting.decide(client, f"/moderation/doublons/{pair.id}", {"garder": str(services[1].structure_id)})
        refused = waiting.decide(client, f"/moderation/doublons/{other.id}", {"garder": str(services[2].structure_id)})
        assert refused.status_code == 409
        assert "D’autres structures ont été fusionnées" in refused.get_data(as_text=True)

    def test_a_third_structure_is_no_choice(self, client, services, pair) -> None:
        assert waiting.decide(client, f"/moderation/doublons/{pair.id}", {"garder": str(services[2].structure_id)}).status_code == 404

    def test_over_two_departements_both_moderators_may_and_no_third(self, app, client, session, services, signed_in_as) -> None:
        pair = waiting.pair_of(session, services[0], services[2])
        assert client.get(f"/moderation/doublons/{pair.id}").status_code == 200
        drome = app.test_client()
        signed_in_as(drome, email="drome@exemple.fr", roles=[("moderateur", "26")], second_factor=True)
        assert drome.get(f"/moderation/doublons/{pair.id}").status_code == 404
        assert drome.get("/moderation/doublons").status_code == 200


@pytest.mark.usefixtures("isere")
class TestDifferences:
    @pytest.fixture
    def difference(self, session, services):
        return waiting.difference_of(session, services[0])

    def test_the_three_versions_are_told(self, client, services, difference) -> None:
        text = client.get(f"/moderation/differences/{difference.id}").get_data(as_text=True)
        assert all(said in text for said in (services[0].nom, "Autre nom", "Ancien nom"))

    def test_the_source_is_taken(self, client, session, services, difference, isere) -> None:
        path = f"/moderation/differences/{difference.id}"
        assert waiting.decide(client, path, {"choice": "prendre"}).location == NEXT
        assert fresh(session, services[0]).nom == "Autre nom"
        version = session.query(Revision).order_by(Revision.id.desc()).first()
        assert (version.origin, version.by, version.account_id) == (Origin.MODERATOR, "moderation", isere.id)
        assert client.get(path).status_code == 404

    def test_what_is_here_is_kept(self, client, session, services, difference) -> None:
        name = services[0].nom
        waiting.decide(client, f"/moderation/differences/{difference.id}", {"choice": "garder"})
        assert fresh(session, services[0]).nom == name
        assert fresh(session, difference).proposed_at is None
        assert client.get(f"/moderation/differences/{difference.id}").status_code == 404

    def test_what_the_source_says_since_is_not_taken_unseen(self, client, session, services, difference) -> None:
        path = f"/moderation/differences/{difference.id}"
        form = hidden_fields(client.get(path), path)
        with unit_of_work(session):
            found = fresh(session, difference)
            found.proposed, found.proposed_at = "Encore un autre", utc_now()
        late = client.post(path, data={**form, "choice": "prendre"})
        assert late.status_code == 409
        assert "Encore un autre" in late.get_data(as_text=True)
        assert fresh(session, services[0]).nom not in ("Autre nom", "Encore un autre")

    def test_something_must_be_chosen(self, client, difference) -> None:
        assert waiting.decide(client, f"/moderation/differences/{difference.id}", {}).status_code == 422

    def test_nobody_else_s_territory(self, client, session, services) -> None:
        other = waiting.difference_of(session, services[2])
        assert client.get(f"/moderation/differences/{other.id}").status_code == 404


@pytest.mark.usefixtures("isere")
class TestOrganisations:
    @pytest.fixture
    def organisation(self, session, services):
        found = waiting.to_verify(session, siret="12345678900011")
        with unit_of_work(session):
            services[0].structure.siret = "12345678900099"
            now = utc_now()
            owner = Account(email="responsable@asso.exemple", created_at=now, last_seen_at=now)
            session.add(owner)
            session.flush()
            session.add(Membership(account_id=owner.id, organisation_id=found.id, role="proprietaire", created_at=now))
        return found

    def test_it_shows_the_domain_alone_and_who_has_its_siret(self, client, services, organisation) -> None:
        page = client.get(f"/moderation/organisations/{organisation.id}")
        assert "…@asso.exemple" in page.get_data(as_text=True)
        assert "responsable@" not in page.get_data(as_text=True)
        assert f"/structures/{services[0].structure_id}" in links(page)

    def test_it_is_verified_and_its_owners_know(self, client, session, organisation, outbox) -> None:
        assert waiting.decide(client, f"/moderation/organisations/{organisation.id}", {"decision": "verifier"}).location == NEXT
        assert fresh(session, organisation).verified_at is not None
        assert [recipient for recipient, _letter in outbox()] == ["responsable@asso.exemple"]

    def test_it_is_refused_with_words(self, client, session, organisation, outbox) -> None:
        path = f"/moderation/organisations/{organisation.id}"
        assert waiting.decide(client, path, {"decision": "refuser", "answer": ""}).status_code == 422
        waiting.decide(client, path, {"decision": "refuser", "answer": "Ce SIRET est celui d’une autre."})
        assert fresh(session, organisation).refused_at is not None
        [(_recipient, letter)] = outbox()
        assert "Ce SIRET est celui d’une autre." in str(letter)

    def test_who_decides_second_is_told_and_nothing_more_leaves(self, client, session, organisation, outbox) -> None:
        path = f"/moderation/organisations/{organisation.id}"
        form = hidden_fields(client.get(path), path)
        waiting.decide(client, path, {"decision": "verifier"})
        late = client.post(path, data={**form, "decision": "refuser", "answer": "Non."})
        assert late.status_code == 409
        assert fresh(session, organisation).refused_at is None
        assert len(outbox()) == 1

    def test_nobody_else_s_territory(self, client, session) -> None:
        other = waiting.to_verify(session, departement="69")
        assert client.get(f"/moderation/organisations/{other.id}").status_code == 404


@pytest.mark.usefixtures("isere")
class TestCalls:
    @pytest.fixture
    def silent(self, session, services):
        with unit_of_work(session):
            services[0].structure.telephone = "04 76 00 00 00"
        return waiting.silent(session, services[0])

    def test_the_list_has_the_telephone(self, client, services, silent) -> None:
        assert {"tel:+33476000000", f"/moderation/sans-reponse/{services[0].structure_id}"} <= set(
            links(client.get("/moderation/sans-reponse"))
        )

    def test_parts_that_are_true_are_confirmed(self, client, session, services, silent) -> None:
        path = f"/moderation/sans-reponse/{services[0].structure_id}"
        assert waiting.decide(client, path, {"decision": "juste", "parts": ["hours", "contact"]}).location == NEXT
        service = fresh(session, services[0])
        assert (service.hours_confirmed_by, service.contact_confirmed_by, service.conditions_confirmed_by) == (
            "moderation",
            "moderation",
            None,
        )
        assert fresh(session, silent).unanswered == 0

    def test_at_least_one_part_is_true(self, client, services, silent) -> None:
        path = f"/moderation/sans-reponse/{services[0].structure_id}"
        assert waiting.decide(client, path, {"decision": "juste"}).status_code == 422

    def test_a_place_that_is_no_more_leaves_the_queue(self, client, session, services, silent) -> None:
        path = f"/moderation/sans-reponse/{services[0].structure_id}"
        waiting.decide(client, path, {"decision": "ferme"})
        assert fresh(session, services[0]).ended_on is not None
        assert path not in links(client.get("/moderation/sans-reponse"))
        assert session.query(Correspondent).count() == 1

    def test_nobody_else_s_territory(self, client, services) -> None:
        assert client.get(f"/moderation/sans-reponse/{services[2].structure_id}").status_code == 404
