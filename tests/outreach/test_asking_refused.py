"""What the form of a request refuses: said beside each field, nothing typed lost, nothing written down; and how often it may be sent."""

import pytest
from sqlalchemy import select

from app.outreach.models import OutreachRequest
from app.outreach.views import asking as views
from tests.outreach.making import PRIVAS
from tests.outreach.wishing import asked, typed

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Pages and words; what depends on the database is tried on both, in the tests beside."""


def made(session):
    session.expire_all()
    return session.scalars(select(OutreachRequest)).all()


FAR, ABROAD = "45.7641, 4.8357", "48.8566, 2.3522"
BAD = {
    "nowhere": ({"lieu": "", "position": ""}, "lieu", "Dites où"),
    "words without end": ({"lieu": "x" * 301}, "lieu", "300 caractères"),
    "no commune": ({"commune": "", "position": ""}, "commune", "Écrivez la commune"),
    "an unknown commune": ({"commune": "Paris"}, "commune", "Auvergne-Rhône-Alpes"),
    "a département": ({"commune": "Ardèche"}, "commune", "C’est un département"),
    "homonyms": ({"commune": "Saint-Just", "position": ""}, "code_commune", "choisissez la bonne"),
    "a postcode of several communes": ({"commune": "07000", "position": ""}, "code_commune", "choisissez la bonne"),
    "another commune": ({"commune": "Saint-Just", "code_commune": PRIVAS, "position": ""}, "code_commune", "choisissez"),
    "no position": ({"position": "derrière la gare"}, "position", "Nous ne lisons pas"),
    "a short link": ({"position": "https://maps.app.goo.gl/abcdef"}, "position", "lien raccourci"),
    "a position elsewhere": ({"position": ABROAD}, "position", "n’est pas en Auvergne"),
    "a position far from the commune": ({"position": FAR}, "position", "plus de 30"),
    "no day": ({"vu_le": ""}, "vu_le", "Dites quel jour"),
    "a day that is none": ({"vu_le": "hier"}, "vu_le", "Écrivez un jour"),
    "a day to come": ({"vu_le": "2999-01-01"}, "vu_le", "dans l’avenir"),
    "a day long ago": ({"vu_le": "2020-01-01"}, "vu_le", "trop ancien"),
    "an hour that is none": ({"heure": "tard"}, "heure", "Écrivez une heure"),
    "nobody": ({"personnes": "0"}, "personnes", "de 1 à 200"),
    "a town": ({"personnes": "201"}, "personnes", "de 1 à 200"),
    "a number in words": ({"personnes": "deux"}, "personnes", "de 1 à 200"),
    "an unknown language": ({"langue": "klingon"}, "langue", "Choisissez une des langues"),
    "no urgency": ({"urgence": ""}, "urgence", "Choisissez un délai"),
    "an unknown urgency": ({"urgence": "ce-soir"}, "urgence", "Choisissez un délai"),
    "a long situation": ({"situation": "x" * 501}, "situation", "500 caractères"),
    "a social security number": ({"situation": "1 84 12 76 451 089 46"}, "situation", "sécurité sociale"),
    "as nobody": ({"qualite": ""}, "qualite", "Dites qui fait"),
    "as a neighbour where they may not": ({"qualite": "riverain"}, "qualite", "Dites qui fait"),
    "as a professional without an account": ({"qualite": "professionnel"}, "qualite", "Dites qui fait"),
    "a name without end": ({"nom": "x" * 101}, "nom", "trop long"),
    "no telephone": ({"telephone": "12"}, "telephone", "10 chiffres"),
    "no e-mail": ({"courriel": "boulangerie"}, "courriel", "adresse complète"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_will_not_do_is_said_and_nothing_is_lost(client, session, sector, case):
    changes, field, message = BAD[case]
    answer = asked(client, **changes)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert message in page
    assert made(session) == []
    kept = typed(**changes)
    for name in ("lieu", "situation", "nom", "courriel", "commune", "position", "personnes"):
        assert kept[name] in page
    assert page.count("checked") >= 4, "ticks stay"
    assert 'value="ar" selected' in page or changes.get("langue")


def test_requests_are_limited_by_network_and_everywhere(client, session, monkeypatch, sector):
    monkeypatch.setattr(views, "FROM_ONE_ADDRESS", 1)
    assert asked(client).status_code == 303
    assert asked(client).status_code == 429
    monkeypatch.setattr(views, "FROM_ONE_ADDRESS", 9)
    monkeypatch.setattr(views, "FROM_EVERYWHERE", 1)
    assert asked(client).status_code == 429
    assert len(made(session)) == 1


def test_what_is_refused_costs_no_attempt(client, monkeypatch, sector):
    monkeypatch.setattr(views, "FROM_ONE_ADDRESS", 1)
    assert asked(client, personnes="0").status_code == 422
    assert asked(client).status_code == 303


def test_a_professional_is_limited_by_account(asker, monkeypatch, sector):
    monkeypatch.setattr(views, "BY_ONE_ACCOUNT", 1)
    assert asked(asker[0]).status_code == 303
    assert asked(asker[0]).status_code == 429
