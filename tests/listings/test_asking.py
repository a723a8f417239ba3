"""Questions that are asked by themselves."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.listings.asking_queries import silent_listings
from app.listings.models import Correspondent
from app.listings.services.corresponding import agree, resume, stop
from tests.listings.corresponding import KEY, agreed, keep, questions, sweep
from tests.support.factories import PRIVAS, confirmed


@pytest.fixture
def morning(at):
    return at("2026-03-03 10:00")


def structure(directory, **described):
    made = directory.fixed(PRIVAS, structure=directory.structure(nom="Les Tilleuls", **described), telephone="04 75 00 00 01").structure
    directory.publish()
    return made


def test_a_question_leaves_with_its_phrases_and_one_link(session, directory, config, outbox, morning) -> None:
    agreed(session, structure(directory), "Benevole@Exemple.fr ")
    assert sweep(session, config) == 1
    [(to, letter)] = outbox()
    assert (to, letter.subject) == ("benevole@exemple.fr", "Votre fiche est-elle toujours juste ?")
    told = str(letter.blocks)
    for phrase in (
        "Les Tilleuls",
        "Du lundi au vendredi, vous êtes ouverts\\xa0: 9\\xa0h – 17\\xa0h.",
        "On vous appelle au 04",
        "Pour tous",
        "OK",
    ):
        assert phrase in told
    assert "/arreter" in letter.signature
    [asked] = questions(session)
    assert (asked.occasion, asked.parts, asked.answers) == ("anciennete", ["hours", "contact", "conditions"], {})
    assert asked.message_id.endswith("@reperes")


def test_a_question_speaks_the_language_of_who_is_asked(session, directory, config, outbox, morning) -> None:
    agreed(session, structure(directory), language="en")
    sweep(session, config)
    [(_, letter)] = outbox()
    assert letter.language.code == "en"
    assert "?lang=en" in str(letter.blocks)


def test_swept_twice_it_writes_once(session, directory, config, outbox, morning) -> None:
    agreed(session, structure(directory))
    assert [sweep(session, config), sweep(session, config)] == [1, 0]
    assert len(outbox()) == 1


@pytest.mark.parametrize("moment", ["2026-03-03 03:00", "2026-03-03 14:00", "2026-03-07 10:00", "2026-05-01 10:00"])
def test_nothing_leaves_at_night_nor_on_a_holiday(session, directory, config, at, moment) -> None:
    at(moment)
    agreed(session, structure(directory))
    assert sweep(session, config) == 0
    assert questions(session) == []


def test_examples_defaults_nobody_keeps_and_who_stopped_are_never_written_to(session, directory, config, outbox, morning) -> None:
    kept, default = structure(directory, is_default=True), structure(directory, is_default=True)
    keep(session, kept)
    agreed(session, kept, "tenue@exemple.fr")
    agreed(session, default, "defaut@exemple.fr")
    agreed(session, structure(directory, is_example=True), "exemple@exemple.fr")
    agreed(session, structure(directory), "arret@exemple.fr", stopped_at=utc_now())
    agreed(session, structure(directory, merged_into_id=kept.id), "reuni@exemple.fr")
    empty = directory.structure()
    session.commit()
    agreed(session, empty, "vide@exemple.fr")
    sweep(session, config)
    assert [to for to, _ in outbox()] == ["tenue@exemple.fr"]


def test_what_is_fresh_is_not_asked(session, directory, config, outbox, morning) -> None:
    fresh = directory.fixed(PRIVAS, **confirmed(100)).structure
    directory.publish()
    agreed(session, fresh)
    assert sweep(session, config) == 0


def test_one_recipient_of_many_listings_gets_one_mail_a_month_about_each_in_turn(session, directory, config, outbox, at) -> None:
    at("2026-01-06 10:00")
    listings = [structure(directory) for _ in range(3)]
    for one in listings:
        agreed(session, one)
    asked = []
    for moment in ("2026-01-06 10:00", "2026-01-20 10:00", "2026-02-09 10:00", "2026-03-16 10:00"):
        at(moment)
        asked.append(sweep(session, config))
        with unit_of_work(session):
            session.execute(Correspondent.__table__.update().values(unanswered=0))
    assert asked == [1, 0, 1, 1]
    assert len({question.correspondent_id for question in questions(session)}) == 3


def test_after_three_silences_no_mail_leaves_and_moderators_see_the_listing(session, directory, config, outbox, at) -> None:
    at("2026-01-06 10:00")
    silent = structure(directory)
    agreed(session, silent)
    sent = []
    for moment in ("2026-01-06 10:00", "2026-02-09 10:00", "2026-03-16 10:00", "2026-04-21 10:00"):
        at(moment)
        assert silent_listings(session, "07") == [] or moment.startswith("2026-04")
        sent.append(sweep(session, config))
    assert sent == [1, 1, 1, 0]
    assert [(found.structure.id, found.asked_at.isoformat()) for found in silent_listings(session, "07")] == [
        (silent.id, "2026-03-16T09:00:00+00:00")
    ]
    assert silent_listings(session, "38") == []
    assert len(silent_listings(session, "")) == 1


def test_somebody_who_answers_speaks_for_the_listing(session, directory, config, at) -> None:
    at("2026-05-04 10:00")
    both = structure(directory)
    agreed(session, both, "un@exemple.fr", unanswered=3)
    agreed(session, both, "deux@exemple.fr", unanswered=0)
    assert silent_listings(session, "07") == []


def test_an_email_that_agrees_twice_is_one_correspondent(session, directory, morning) -> None:
    one, other = structure(directory), structure(directory)
    for email in ("a@exemple.fr", " A@exemple.fr"):
        agreed(session, one, email)
    agreed(session, other, "a@exemple.fr", language="xx")
    found = session.scalars(select(Correspondent).order_by(Correspondent.id)).all()
    assert [(each.structure_id, each.language) for each in found] == [(one.id, "fr"), (other.id, "fr")]
    assert len({each.email_digest for each in found}) == 1
    assert "exemple" not in found[0].email_digest


def test_who_stops_stops_everywhere_and_may_agree_again(session, directory, morning) -> None:
    first, other = agreed(session, structure(directory)), agreed(session, structure(directory))
    with unit_of_work(session):
        stop(session, first)
    session.expire_all()
    assert first.stopped_at is not None
    assert other.stopped_at is not None
    with unit_of_work(session):
        agree(session, session.get_one(type(structure(directory)), other.structure_id), "benevole@exemple.fr", "fr", key=KEY)
    session.expire_all()
    assert (first.stopped_at is None, other.stopped_at is None) == (False, True)
    with unit_of_work(session):
        resume(session, other)
    session.expire_all()
    assert first.stopped_at is None


def test_the_link_of_a_question_lives_two_months(session, directory, config, morning) -> None:
    agreed(session, structure(directory))
    sweep(session, config)
    [asked] = questions(session)
    assert asked.expires_at - asked.asked_at == timedelta(days=60)
