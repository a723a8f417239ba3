"""A whole room votes at the same instant: each is counted once, whatever is sent twice."""

import random
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.orm import Session

from app.core.unit_of_work import again, unit_of_work
from app.participation.models import RoomVoteCount
from app.participation.services import voting
from app.participation.services.voting import Ballot
from app.participation.settings import Context
from tests.participation.making import text

ROOM, AT_ONCE, TWICE = 200, 8, 40


def test_two_hundred_people_at_once_are_two_hundred(maker, session):
    with unit_of_work(session):
        ballot = Ballot(text("On mange quoi ?"), [text("Soupe"), text("Salade")])
        vote = voting.begin(maker.context(), maker.organisation().id, ballot, maker.by)
    number, engine, now = vote.id, session.get_bind(), maker.context().now
    session.commit()

    def cast(rank: int) -> None:
        with Session(engine) as own:
            again(own, lambda own: voting.add_voice(Context(own, maker.settings, now), number, f"c{rank % 2 + 1}", f"mark-of-{rank}"))

    people = [*range(ROOM), *range(TWICE)]
    random.Random(7).shuffle(people)  # noqa: S311 - an order, no secret
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(cast, people))

    session.expire_all()
    found = {one.code: one.phones for one in session.query(RoomVoteCount).filter_by(vote_id=number)}
    assert found == {"c1": ROOM // 2, "c2": ROOM // 2}
