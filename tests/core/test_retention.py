"""Rules are applied by batches, each on its own; the report tells what was done and nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from app import retention
from app.core.attempts import Attempt
from app.core.audit import KEPT_DAYS, AuditEntry
from app.core.clock import utc_now
from app.core.once import SentForm
from app.core.retention import Purged, Rule, count_rows, purge
from app.core.unit_of_work import unit_of_work
from app.mail.models import OutgoingMail
from app.sms.models import OutgoingSms
from app.sweeps import sweeps


def rule(name, due, batch=2, error=None):
    """A rule over a list: takes things out of it, some at a time."""

    def take(session, _now):
        if error:
            raise error
        taken = due[:batch]
        del due[:batch]
        return len(taken)

    return Rule(name, "", "", "", "", lambda _session, _now: len(due), take)


def reported(session):
    session.rollback()
    return {row.rule: row.count for row in session.scalars(select(Purged))}


def test_a_rule_is_applied_until_nothing_is_due_and_reported_as_one(session, app):
    now = utc_now()
    done = purge(session, [rule("un", [1, 2, 3, 4, 5]), rule("deux", [])], now)
    assert [(one.rule, one.purged) for one in done] == [("un", 5), ("deux", 0)]
    assert reported(session) == {"un": 5}


def test_a_rule_that_fails_stops_no_other_and_is_told_without_its_message(session, app):
    done = purge(session, [rule("un", [1], error=RuntimeError("zoe@exemple.fr")), rule("deux", [1])], utc_now())
    assert [tuple(one) for one in done] == [("un", 0, "RuntimeError"), ("deux", 1, "")]
    assert reported(session) == {"deux": 1}


def test_the_sweep_fails_once_all_was_tried(session, app, monkeypatch):
    config = app.extensions["reperes"]
    monkeypatch.setattr(retention, "merged", lambda _config: [rule("un", [1], error=RuntimeError("x")), rule("deux", [1])])
    with pytest.raises(retention.PurgeFailed, match=r"^un$"), app.app_context(), capture_logs():
        retention.sweep_purge(config)(session, utc_now())
    assert reported(session) == {"deux": 1}


def test_every_rule_counts_what_it_purges_and_says_what_it_is_in_words(session, app):
    config, now = app.extensions["reperes"], utc_now()
    long_ago = now - timedelta(days=400)
    common = {"message_id": "x", "created_at": long_ago, "next_try_at": long_ago, "sent_at": long_ago, "purpose": "essai"}
    with unit_of_work(session):
        session.add_all(
            [
                Attempt(bucket="0", at=long_ago), SentForm(nonce="0", led_to="/", at=long_ago), OutgoingMail(subject="", **common),
                OutgoingSms(**common), AuditEntry(at=long_ago, action="essai", actor="commande"),
            ]
        )  # fmt: skip
    rules = {one.name: one for one in retention.merged(config)}
    for name in ("tentatives", "formulaires", "courriels", "sms", "journal"):
        assert (rules[name].count(session, now), rules[name].purge(session, now), rules[name].count(session, now)) == (1, 1, 0)
    assert all(text for one in rules.values() for text in (one.what, one.kept, one.since, one.why))
    session.rollback()


def test_the_journal_is_kept_a_year_by_the_clock_of_the_database_too(session, app, at):
    config = app.extensions["reperes"]
    with unit_of_work(session):
        session.add(AuditEntry(at=utc_now(), action="essai", actor="commande"))
    journal = next(one for one in retention.merged(config) if one.name == "journal")
    assert journal.purge(session, utc_now() + timedelta(days=KEPT_DAYS + 10)) == 0
    session.rollback()


def test_what_is_not_due_stays(session, app):
    config, now = app.extensions["reperes"], utc_now()
    with unit_of_work(session):
        session.add(Attempt(bucket="0", at=now))
    assert sum(one.purged for one in purge(session, retention.merged(config), now)) == 0
    assert count_rows(Attempt, lambda _now: Attempt.bucket == "0")(session, now) == 1
    session.rollback()


def test_the_purge_is_one_of_the_sweeps(app):
    with app.app_context():
        assert {one.name: one.every for one in sweeps()}["purge"] == timedelta(days=1)
