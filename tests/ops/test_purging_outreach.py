"""The proof that where somebody is, what was said of her and who asked do leave: tables, files, journal, backups, mail, messages, logs."""

from collections import Counter
from datetime import time, timedelta

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from app import retention
from app.core.clock import today, utc_now
from app.core.encryption import give_keys
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.mail.sending import sweep_outbox
from app.ops.purging import purge
from app.outreach import queries
from app.outreach.models import OutreachAttempt, OutreachMeeting, OutreachRequest, OutreachStep
from app.outreach.rules import Actor, Consent, Mover, Need, Outcome, Reason, Requester, Result, Safety, State
from app.outreach.services import asking, going, meeting, rounds, sorting
from app.outreach.wishes import Left, Where, Wish
from app.sms.sending import sweep_sms
from app.territory.rules import Point
from tests.ops.tracing import (
    backup,
    bytes_of,
    file_of,
    only_sqlite,
    opened_values,
    pieces,
    raw_values,
    sealed_values,
    traces,
    traces_in_bytes,
)
from tests.outreach.conftest import maker, sector, team  # noqa: F401 - fixtures
from tests.outreach.making import GOING, PRIVAS, SORTING
from tests.support.plugins.accounts import account_of

POINT = Point(44.73512, 4.59921)
WORDS, SITUATION, PAIR = "sous l’escalier de la halle exemple", "Un homme dort ici, exemple", "Inès et Paul exemple"
NAME, PHONE, EMAIL = "Kiosque exemple", "06 39 98 01 02", "kiosque@exemple.fr"
PSEUDONYM, TEAM_NOTE, MET_NOTE, SENTENCE = "Momo exemple", "Vu près du kiosque exemple", "Café pris exemple", "Merci, exemple"
SENT_BACK, REOPENED = "Trop loin, exemple", "Encore là, exemple"
WRITTEN = (
    "44.73512", "4.59921", WORDS, SITUATION, PAIR, NAME, PHONE, EMAIL, PSEUDONYM, TEAM_NOTE, MET_NOTE, SENTENCE, SENT_BACK, REOPENED,
)  # fmt: skip
KEPT = timedelta(days=30)
BY_CODE = Mover(Actor.REQUESTER)


class Planted:
    """Requests that hold recognisable texts everywhere, each over in its way; their letters and messages sent."""

    def __init__(self, app, session, maker, team) -> None:  # noqa: F811
        self.app, self.session, self.maker = app, session, maker
        self.config, self.team = app.extensions["reperes"], team
        self.sorter = Mover(Actor.COORDINATOR, account_of(session, "tri@exemple.fr", [], {SORTING: "membre"}).id)
        self.goer = Mover(Actor.TEAM, account_of(session, "equipe@exemple.fr", [], {GOING: "membre"}).id)
        self.numbers: dict[str, int] = {}
        with unit_of_work(session):
            self._met()
            self._merged()
            self._refused()
            self._withdrawn()
        self._send()
        codes = [one.code for one in session.scalars(select(OutreachRequest))]
        self.written = (*WRITTEN, *filter(None, codes))
        self.sealed = sealed_values(session)
        session.commit()

    def _context(self, **later: float):
        return self.maker.context(utc_now() + timedelta(**later))

    def _ask(self, name: str) -> queries.Case:
        wish = Wish(
            asked_as=Requester.PARTNER, where=Where(PRIVAS, WORDS, POINT), seen_at=utc_now(), situation=SITUATION,
            needs=(Need.LINK,), safety=(Safety.DOG,), left=Left(NAME, EMAIL, PHONE),
        )  # fmt: skip
        made = asking.ask(self._context(), wish, BY_CODE)
        self.numbers[name] = made.id
        return queries.case_of(self.session, made)

    def _again(self, case: queries.Case) -> queries.Case:
        return queries.case_of(self.session, case.request)

    def _met(self) -> None:
        """Sent back, given again, on a round, met, followed, seen again, helped."""
        context, case = self._context(), self._ask("met")
        sorting.assign(context, case, self.team, self.sorter)
        going.send_back(context, self._again(case), Reason.FULL, SENT_BACK, self.goer)
        case = self._again(case)
        sorting.assign(context, case, self.team, self.sorter)
        stop = rounds.StopPlan(time(21), None, "Gare exemple", PRIVAS)
        plan = rounds.RoundPlan(today(), time(20), time(23), "Centre exemple", PAIR, (stop,))
        round_ = rounds.create(context, self.team.id, plan)
        rounds.place(context, round_, self._again(case), self._context(hours=11).now, round_.stops[0], self.goer)
        tonight = self._context(hours=12)
        seen = going.Attempt(tonight.now, Result.MET, "a" * 32, TEAM_NOTE, round_.id)
        going.attempt(tonight, self._again(case), seen, self.goer)
        case = self._again(case)
        meeting.consent(tonight, case, meeting.Said(Consent.YES, PSEUDONYM), self.goer)
        meeting.meet_again(tonight, case, meeting.Meeting(tonight.now, "b" * 32, MET_NOTE), self.goer)
        going.close(tonight, case, Outcome.MET_ON_SPOT, self.goer)
        meeting.reopen(tonight, self._again(case), REOPENED, self.goer)
        going.close(tonight, self._again(case), Outcome.WELCOMED, self.goer)

    def _merged(self) -> None:
        case = self._ask("kept")
        sorting.merge(self._context(), self._ask("merged"), case.request, self.sorter)
        sorting.refuse(self._context(), self._again(case), Reason.NOT_ENOUGH, SENTENCE, self.sorter)

    def _refused(self) -> None:
        context, case = self._context(), self._ask("refused")
        sorting.assign(context, case, self.team, self.sorter)
        going.attempt(context, self._again(case), going.Attempt(context.now, Result.MET, "c" * 32, TEAM_NOTE), self.goer)
        meeting.consent(context, self._again(case), meeting.Said(Consent.NO), self.goer)

    def _withdrawn(self) -> None:
        sorting.withdraw(self._context(), self._ask("withdrawn"), BY_CODE)

    def _send(self) -> None:
        with self.app.app_context(), Session(db.engine) as own:
            assert sweep_outbox(self.config, self.app.extensions["reperes_templates"])(own, utc_now())
            sweep_sms(self.config)(own, utc_now())

    def purge(self):
        self.session.rollback()
        with self.app.app_context(), Session(db.engine) as own:
            return {one.rule: one.purged for one in retention.purge(own, self.config, utc_now())}

    def steps(self) -> Counter[int]:
        return Counter(self.session.scalars(select(OutreachStep.request_id)))

    def looked_for(self) -> set[str]:
        return {*self.written, *pieces(self.sealed)}


@pytest.fixture
def planted(app, session, maker, team, monday):  # noqa: F811
    return Planted(app, session, maker, team)


def test_before_it_is_due_everything_is_there(planted, session, monday):
    assert traces(opened_values(session), planted.written) == set(planted.written)
    assert traces(raw_values(session), planted.written) == set(), "sealed, all of it"
    monday.move_to(utc_now() + KEPT)
    assert planted.purge()["aller-vers"] == 0


def test_once_due_no_table_holds_a_trace_and_what_is_counted_stays(planted, session, monday):
    counted = {
        name: len(session.scalars(select(OutreachStep.id).where(OutreachStep.request_id == n)).all()) for name, n in planted.numbers.items()
    }
    with capture_logs() as events:
        monday.move_to(utc_now() + KEPT + timedelta(days=1))
        done = planted.purge()

    assert done["aller-vers"] + done["aller-vers-refus"] == len(planted.numbers)
    assert (done["positions"], done["equipages"]) == (len(planted.numbers), 1)
    assert traces(opened_values(session), planted.written) == set()
    assert traces(raw_values(session), [*planted.written, *planted.sealed]) == set()
    assert traces([repr(events)], planted.written) == set()
    kept = {name: session.get_one(OutreachRequest, number) for name, number in planted.numbers.items()}
    assert {name: one.state for name, one in kept.items()} == {
        "met": State.CLOSED, "kept": State.INADMISSIBLE, "merged": State.DUPLICATE, "refused": State.CLOSED, "withdrawn": State.CLOSED,
    }  # fmt: skip
    assert all(one.commune == PRIVAS and one.needs == [Need.LINK] and one.blurred_at and one.purged_at for one in kept.values())
    assert (kept["met"].outcome, kept["refused"].outcome) == (Outcome.WELCOMED, Outcome.REFUSED)
    steps = {
        name: len(session.scalars(select(OutreachStep.id).where(OutreachStep.request_id == n)).all()) for name, n in planted.numbers.items()
    }
    assert steps == counted
    assert session.scalars(select(OutreachAttempt.result)).all() == [Result.MET, Result.MET]
    assert session.scalars(select(OutreachMeeting.at)).one()
    assert not any(planted.purge()[name] for name in ("positions", "aller-vers", "aller-vers-refus", "equipages"))


def test_who_refused_leaves_no_trace_a_day_later(planted, session, monday):
    monday.move_to(utc_now() + timedelta(days=1, minutes=1))
    assert planted.purge()["aller-vers-refus"] == 1
    refused = session.get_one(OutreachRequest, planted.numbers["refused"])
    assert (refused.blurred_at, refused.purged_at, refused.code) == (utc_now(), utc_now(), None)


def test_what_was_mailed_and_texted_tells_neither_who_nor_where(planted):
    mails = "".join(file.read_text(encoding="utf-8") for file in (planted.config.data_dir / "mails").glob("*.eml"))
    assert mails.count("Subject: ") > len(planted.numbers)
    assert traces([mails], planted.written) <= {EMAIL, SENTENCE}, "to whom it was sent, and what was written for them"
    messages = "".join(file.read_text(encoding="utf-8") for file in (planted.config.data_dir / "sms").glob("*.json"))
    assert traces([messages], planted.written) == set()


def test_the_files_of_sqlite_and_a_backup_hold_no_trace(planted, app, database, monday, tmp_path):
    only_sqlite(database)
    file = file_of(app)
    assert traces_in_bytes(bytes_of(file), planted.looked_for())
    monday.move_to(utc_now() + KEPT + timedelta(days=1))
    planted.purge()

    assert file.with_name(f"{file.name}-wal").stat().st_size == 0
    assert traces_in_bytes(bytes_of(file), planted.looked_for()) == set()
    assert traces_in_bytes(backup(file, tmp_path / "after.sqlite3").read_bytes(), planted.looked_for()) == set()


def test_a_backup_from_before_is_purged_again_once_restored(planted, app, database, monday, tmp_path):
    only_sqlite(database)
    restored = backup(file_of(app), tmp_path / "before.sqlite3")
    monday.move_to(utc_now() + KEPT + timedelta(days=1))
    engine = create_engine(f"sqlite:///{restored}")
    give_keys(engine, planted.config.keyring)
    with Session(engine) as own:
        assert traces(opened_values(own), planted.written) == set(planted.written)
        retention.purge(own, planted.config, utc_now())
        assert traces(opened_values(own), planted.written) == set()
    engine.dispose()
    assert traces_in_bytes(bytes_of(restored), planted.looked_for()) == set()


def test_a_dry_run_counts_and_changes_nothing(planted, app, session, monday, capsys):
    monday.move_to(utc_now() + KEPT + timedelta(days=1))
    with app.app_context():
        before = raw_values(session)
        purge.callback.__wrapped__(dry_run=True)
    assert raw_values(session) == before
    lines = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert lines["positions"].split()[0] == str(len(planted.numbers))
