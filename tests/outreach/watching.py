"""The clock of outreach at work: swept at an hour, and what left by it."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import PARIS
from app.core.unit_of_work import unit_of_work
from app.mail.models import OutgoingMail
from app.outreach.clock import sweep_outreach
from app.outreach.models import OutreachReminder, OutreachRequest
from app.outreach.services.moving import due_next, set_clock
from app.outreach.settings import Context
from app.sms.models import OutgoingSms
from tests.outreach.making import Maker

SORTS, GOES, ASKS, DEPARTEMENT = "tri@exemple.fr", "equipe@exemple.fr", "demande@exemple.fr", "departement@exemple.fr"


def paris(moment: str) -> datetime:
    """Return an instant of Paris: `paris("2027-06-08 10:00")`."""
    return datetime.fromisoformat(moment).replace(tzinfo=PARIS)


TUESDAY = paris("2027-06-08 15:00")


def sweep(session: Session, config: Any, moment: datetime | str) -> int:
    """Do what the worker does at a moment."""
    with unit_of_work(session):
        return sweep_outreach(config)(session, paris(moment) if isinstance(moment, str) else moment)


class Watch:
    """What a test asks of the clock, its session open beside."""

    def __init__(self, session: Session, config: Any, maker: Maker) -> None:
        self._session, self._config, self._maker = session, config, maker

    def context(self, moment: datetime | str) -> Context:
        """What a write goes with at a moment."""
        return self._maker.context(paris(moment) if isinstance(moment, str) else moment)

    def sweep(self, moment: datetime | str) -> int:
        """Do what the worker does at a moment."""
        return sweep(self._session, self._config, moment)

    def written(self) -> Counter[tuple[str, str]]:
        """Return how often each purpose was written to each recipient, by mail or short message; made empty for the next time."""
        found: Counter[tuple[str, str]] = Counter()
        with unit_of_work(self._session):
            for kind in (OutgoingMail, OutgoingSms):
                for one in self._session.scalars(select(kind).order_by(kind.id)):
                    found[one.recipient, one.purpose] += 1
                    self._session.delete(one)
        return found

    def done(self, request: OutreachRequest) -> list[str]:
        """Return the names of the deadlines that were dealt with, in their order; what is known of the request is read anew."""
        self._session.expire_all()
        kept = select(OutreachReminder.name).where(OutreachReminder.request_id == request.id)
        return list(self._session.scalars(kept.order_by(OutreachReminder.id)))

    def reach(self, request: OutreachRequest, name: str) -> datetime:
        """Bring a request to the morning of one deadline, those before it done; return that morning."""
        context = self._maker.context(TUESDAY)
        with unit_of_work(self._session):
            coming = due_next(context, request)
            [at] = [due.at for due in coming if due.deadline.name == name]
            for due in coming:
                if due.at <= at and due.deadline.name != name:
                    values = {"name": due.deadline.name, "anchor_at": due.anchor_at, "done_at": due.at}
                    self._session.add(OutreachReminder(request_id=request.id, **values))
            self._session.flush()
            set_clock(context, request)
        return at
