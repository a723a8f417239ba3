"""Once the person was met: her agreement, each meeting, a link that is taken up again."""

from collections.abc import Sequence

from flask.typing import ResponseReturnValue

from app.outreach import going_queries
from app.outreach.display.gestures import Gesture
from app.outreach.forms.going import WordForm
from app.outreach.forms.meeting import ConsentForm, MeetForm
from app.outreach.queries import Case
from app.outreach.rules import Consent, Mover, State
from app.outreach.services import meeting
from app.outreach.services.meeting import Meeting
from app.outreach.settings import Context
from app.outreach.views import pages
from app.outreach.views.going import PATH, take
from app.outreach.views.loading import case, context
from app.web.access import requires
from app.web.language import current_translator
from app.web.once import sent_once


@pages.route(f"{PATH}/accord", methods=["GET", "POST"])
@requires("outreach:go", case)
@sent_once
def consent(found: Case) -> ResponseReturnValue:
    """Write down what the person says of being followed, and how she is called; a « no » deletes what is known of her."""
    t, request = current_translator(), found.request
    known = going_queries.pseudonym(context().session, request.id)
    form = ConsentForm(request.version, request.consent, known, may_begin=request.state == State.CONTACT)

    def work(acting: Context, read: Case, by: Mover) -> Sequence[str]:
        meeting.consent(acting, read, form.said, by)
        if form.said.consent is Consent.NO:
            return [t.gettext("C’est noté : elle ne veut pas. La demande est terminée, ce qui parlait d’elle est effacé.")]
        return [t.gettext("C’est noté.")]

    return take(found, Gesture.CONSENT, form, work)


@pages.route(f"{PATH}/rencontre", methods=["GET", "POST"])
@requires("outreach:go", case)
@sent_once
def meet_again(found: Case) -> ResponseReturnValue:
    """Write down that the person was seen again."""
    t, form = current_translator(), MeetForm(found.request.version, found.request.asked_at)

    def work(acting: Context, read: Case, by: Mover) -> Sequence[str]:
        meeting.meet_again(acting, read, Meeting(form.at, form.once, form.note.data), by)
        return [t.gettext("C’est noté : la rencontre est gardée.")]

    return take(found, Gesture.MEET, form, work)


@pages.route(f"{PATH}/reprendre", methods=["GET", "POST"])
@requires("outreach:go", case)
@sent_once
def take_up(found: Case) -> ResponseReturnValue:
    """Take up again a link that was over."""
    t, form = current_translator(), WordForm(found.request.version)

    def work(acting: Context, read: Case, by: Mover) -> Sequence[str]:
        meeting.reopen(acting, read, form.note.data, by)
        return [t.gettext("C’est fait : le lien est repris.")]

    return take(found, Gesture.REOPEN, form, work)
