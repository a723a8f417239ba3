"""Texts are read by those who review alone until they did; what is masked or put aside is kept nowhere; who comes second is told."""

import pytest
from sqlalchemy import select

from app.core.audit import AuditEntry
from app.participation.record import Words
from tests.ops.tracing import opened_values, traces
from tests.participation.making import SMALL, question
from tests.participation.organising.reading import text_of, words
from tests.support.forms import hidden_fields, links, post_form

pytestmark = pytest.mark.one_engine
NAMED = "Merci à Karim Benali, au 06 12 34 56 78 (exemple)"
PLAIN = "les horaires ne vont pas (exemple)"


@pytest.fixture
def campaign(maker):
    """Five texts: one that names somebody, one in Arabic, three plain ones; another question has one."""
    asked = {**SMALL, "questions": [*SMALL["questions"], question("autre", "short_text")]}
    made = maker.campaign(asked)
    said = [(NAMED, "fr"), ("شكرا (exemple)", "ar"), *((f"{PLAIN} {number}", "fr-simple") for number in range(3))]
    for text, language in said:
        maker.send(made, {"visite": "non"}, texts=[Words("dire", text, language)])
    maker.send(made, {"visite": "non"}, texts=[Words("autre", "un mot (exemple)", "fr")])
    maker.move(made)
    return made


@pytest.fixture
def reader(member):
    """Who reads, and reviews nothing."""
    return member("membre", email="lit@exemple.fr")[0]


def base(campaign):
    return f"/mes-enquetes/{campaign.id}/textes"


def found(maker, session, campaign, start):
    session.expire_all()
    return next(one for one in maker.verbatims(campaign) if (one.text or "").startswith(start))


@pytest.fixture
def named(maker, session, campaign):
    return found(maker, session, campaign, "Merci")


def review(client, campaign, text, decision, **given):
    path = f"{base(campaign)}/{text.id}"
    return post_form(client, path, {"decision": decision, **given})


def test_those_who_only_read_see_what_was_reviewed_alone(campaign, named, editor, reader):
    waiting = text_of(editor[0], base(campaign))
    assert "6 textes attendent d’être relus" in waiting
    assert NAMED in waiting
    assert "Karim Benali · 06 12 34 56 78</bdi>" in waiting
    page = text_of(reader, base(campaign))
    assert NAMED not in page
    assert "Karim" not in page
    assert "Question dire" not in page
    assert reader.get(f"{base(campaign)}/{named.id}").status_code == 404
    review(editor[0], campaign, named, "masquee", cacher=["Karim Benali", "06 12 34 56 78"])
    page = text_of(reader, base(campaign))
    assert "Merci à […], au […] (exemple)" in page
    assert "Relire encore" not in page


def test_texts_come_by_question_with_their_language(campaign, editor):
    page = text_of(editor[0], base(campaign))
    assert page.index("Question dire") < page.index("Question autre", page.index("<h2"))
    assert 'lang="ar" dir="rtl">شكرا (exemple)' in page


def test_what_is_masked_is_kept_nowhere(campaign, named, editor, session):
    led = review(
        editor[0], campaign, named, "masquee", texte=NAMED.replace("06 12 34 56 78", "[...]"), cacher="Karim Benali", etiquettes="Merci"
    )
    assert led.status_code == 303
    session.expire_all()
    assert (named.text, named.review, named.tags) == ("Merci à […], au […] (exemple)", "masquee", ["merci"])
    assert traces(opened_values(session), ("Karim", "06 12 34")) == set()
    (line,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "survey:text-reviewed")).all()
    assert (line.subject, line.subject_id, line.detail) == ("campaign", campaign.id, "masquee")


def test_a_text_put_aside_is_forgotten(campaign, named, editor, session, reader):
    review(editor[0], campaign, named, "ecartee", etiquettes="un, deux")
    session.expire_all()
    assert (named.text, named.review, named.tags) == (None, "ecartee", [])
    assert traces(opened_values(session), ("Karim",)) == set()
    assert "1 texte a été écarté" in text_of(editor[0], base(campaign))
    assert editor[0].get(f"{base(campaign)}/{named.id}").status_code == 404
    assert "Aucun texte" in text_of(reader, base(campaign))


def test_a_text_is_kept_from_the_list_and_masked_later(campaign, maker, session, editor):
    plain = found(maker, session, campaign, PLAIN)
    path = f"{base(campaign)}/{plain.id}"
    form = hidden_fields(editor[0].get(base(campaign)), path)
    assert editor[0].post(path, data={**form, "decision": "gardee", "etiquettes": "Horaires;  accueil du soir"}).location == base(campaign)
    session.expire_all()
    assert (plain.review, plain.tags) == ("gardee", ["horaires", "accueil du soir"])
    review(editor[0], campaign, plain, "masquee", texte=plain.text.replace("horaires", "[…]"))
    session.expire_all()
    assert (plain.text, plain.review) == (f"les […] ne vont pas (exemple) {plain.text[-1]}", "masquee")
    review(editor[0], campaign, plain, "gardee", etiquettes="")
    session.expire_all()
    assert (plain.review, plain.tags) == ("masquee", [])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"decision": "masquee"}, "Rien n’est masqué."),
        ({"decision": "masquee", "texte": "Merci à […] (exemple) pour tout"}, "Le texte n’est plus celui de la personne."),
        ({"decision": "gardee", "cacher": "Karim Benali"}, "Vous avez masqué des mots."),
        ({"decision": "gardee", "texte": "Merci à […]"}, "Vous avez masqué des mots."),
        ({"decision": "autre"}, "Choisissez ce que devient le texte."),
        ({}, "Choisissez ce que devient le texte."),
        ({"decision": "gardee", "etiquettes": "a,b,c,d,e,f"}, "Gardez cinq étiquettes au plus."),
        ({"decision": "gardee", "etiquettes": "a" * 31}, "Une étiquette a trente signes au plus."),
        ({"decision": "masquee", "texte": "\0" * 5000, "cacher": ["x"] * 300, "version": "9" * 400}, "relu ce texte avant vous"),
    ],
)
def test_what_will_not_do_is_told_and_changes_nothing(campaign, named, editor, session, given, told):  # noqa: PLR0917 - fixtures
    answer = review(editor[0], campaign, named, given.pop("decision", ""), **given)
    assert answer.status_code == (409 if "version" in given else 422)
    assert told in words(answer)
    session.expire_all()
    assert (named.text, named.review) == (NAMED, "a_relire")


def test_what_was_typed_is_there_again_after_a_mistake(campaign, named, editor):
    answer = review(editor[0], campaign, named, "masquee", texte="Merci à […] et plus", cacher="06 12 34 56 78", etiquettes="un,deux")
    page = words(answer)
    assert "\nMerci à […] et plus</textarea>" in page
    assert 'value="06 12 34 56 78" checked' in page
    assert 'value="un,deux"' in page


def test_who_decides_second_is_told_and_changes_nothing(campaign, named, editor, member, session):
    other = member(email="autre@exemple.fr")[0]
    path = f"{base(campaign)}/{named.id}"
    forms = [hidden_fields(client.get(path), path) for client in (editor[0], other)]
    masking = {"decision": "masquee", "cacher": ["Karim Benali", "06 12 34 56 78"]}
    assert editor[0].post(path, data={**forms[0], **masking}).status_code == 303
    late = other.post(path, data={**forms[1], "decision": "gardee"})
    assert late.status_code == 409
    assert "Merci à […]" in words(late)
    assert "Karim" not in words(late)
    session.expire_all()
    assert named.review == "masquee"
    editor[0].post(path, data={**hidden_fields(editor[0].get(path), path), "decision": "ecartee"})
    gone = other.post(path, data={**hidden_fields(late, path), "decision": "gardee"})
    assert gone.status_code == 409
    assert "Ce texte a été écarté" in words(gone)


def test_texts_are_chosen_by_question_state_and_tag_and_the_list_is_come_back_to(campaign, named, editor, maker, session):
    review(editor[0], campaign, found(maker, session, campaign, PLAIN), "gardee", etiquettes="horaires")
    assert "un mot (exemple)" not in text_of(editor[0], f"{base(campaign)}?question=dire")
    kept = text_of(editor[0], f"{base(campaign)}?etat=gardee")
    assert kept.count("Gardé tel quel ·") == 1
    page = editor[0].get(base(campaign))
    mark = page.text.split('<select id="etiquette"')[1].split('<option value="')[2].split('"')[0]
    assert "horaires" not in mark
    tagged = text_of(editor[0], f"{base(campaign)}?etiquette={mark}")
    assert PLAIN in tagged
    assert NAMED not in tagged
    path = f"{base(campaign)}/{named.id}?question=dire&etat=a_relire"
    assert path.replace("&", "&amp;") in editor[0].get(f"{base(campaign)}?question=dire&etat=a_relire").text
    answer = post_form(editor[0], path, {"decision": "masquee", "cacher": "Karim Benali"})
    assert answer.location == f"{base(campaign)}?question=dire&etat=a_relire"
    for odd in ("?page=0", "?page=9999999999999", "?page=x&question=%00&etat=x&etiquette=zz", "?page=2"):
        assert editor[0].get(f"{base(campaign)}{odd}").status_code == 200


def test_twenty_texts_a_page_those_that_wait_first(maker, campaign, editor, session):
    for number in range(22):
        maker.send(campaign, {"visite": "non"}, texts=[Words("dire", f"encore un (exemple) {number}", "fr")])
    maker.move(campaign)
    review(editor[0], campaign, found(maker, session, campaign, "Merci"), "masquee", cacher="Karim Benali")
    first = editor[0].get(base(campaign))
    assert first.text.count('class="written"') == 20
    assert f"{base(campaign)}?page=2" in links(first)
    second = text_of(editor[0], f"{base(campaign)}?page=2")
    assert second.index("Merci à […]") > second.index("(exemple)")
    assert "Page 2 sur 2" in second


def test_texts_of_others_are_not_there(campaign, named, member, maker):
    stranger = member(organisation="Ailleurs exemple", email="ailleurs@exemple.fr")[0]
    theirs = maker.campaign({**SMALL, "code": "ailleurs"}, organisation="Ailleurs exemple")
    for path in (base(campaign), f"{base(campaign)}/{named.id}", f"{base(theirs)}/{named.id}", f"{base(theirs)}/{'x' * 300}"):
        assert stranger.get(path).status_code == 404
