"""How likenesses are weighed."""

from hypothesis import given
from hypothesis import strategies as st

from app.directory.duplicates.rules import PROPOSED_FROM, Evidence, Reason, Registered, Where, reasons, score

likenesses = st.floats(0, 1)
evidences = st.builds(
    Evidence,
    name=likenesses,
    where=st.sampled_from(Where),
    phone=st.sampled_from((None, True, False)),
    email=st.booleans(),
    site=st.booleans(),
    siret=st.sampled_from(Registered),
)


@given(evidences)
def test_a_score_is_between_0_and_1(evidence):
    assert 0 <= score(evidence) <= 1


@given(evidences, likenesses)
def test_closer_names_never_lower_a_score(evidence, other):
    low, high = sorted((evidence.name, other))

    assert score(evidence._replace(name=low)) <= score(evidence._replace(name=high))


@given(evidences)
def test_what_is_shared_raises_a_score_and_is_a_reason(evidence):
    bare = evidence._replace(phone=None, email=False, site=False)
    shared = evidence._replace(phone=True, email=True, site=True)

    assert score(bare) <= score(shared)
    assert {Reason.PHONE, Reason.EMAIL, Reason.SITE} <= set(reasons(shared))
    assert not {Reason.PHONE, Reason.EMAIL, Reason.SITE} & set(reasons(bare))


@given(evidences)
def test_another_street_of_the_town_always_weighs_less_than_the_same_address(evidence):
    assert score(evidence._replace(where=Where.OTHER_STREET)) <= score(evidence._replace(where=Where.SAME_ADDRESS))


def test_a_telephone_alone_proposes_nothing():
    assert score(Evidence(0.0, Where.SAME_TOWN, phone=True)) < PROPOSED_FROM
    assert score(Evidence(0.0, Where.SAME_ADDRESS, phone=True)) < PROPOSED_FROM


def test_a_siret_weighs_more_than_a_siren():
    same_name = Evidence(1.0, Where.SAME_TOWN)

    assert score(same_name._replace(siret=Registered.SAME_SITE)) >= PROPOSED_FROM
    assert score(same_name._replace(siret=Registered.SAME_BODY)) < PROPOSED_FROM
    assert score(same_name._replace(siret=Registered.OTHER_BODY)) < score(same_name)
