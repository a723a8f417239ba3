"""Words of here that lead to kinds of help."""

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.rules import Role
from app.core.unit_of_work import again
from app.extensions import db
from app.listings.display.synonyms import clash, lines
from app.listings.forms.synonym import SynonymForm
from app.listings.services import synonyms
from app.listings.views import pages
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page

PATH = "/moderation/synonymes"
LONGEST_SEARCH = 60


@pages.get(PATH)
@requires("synonym:write")
def list_synonyms() -> ResponseReturnValue:
    """Show the words that were added, and the form that adds one."""
    return _page(SynonymForm(formdata=None))


@pages.post(PATH)
@requires("synonym:write")
@sent_once
def add_synonym() -> ResponseReturnValue:
    """Let a phrase lead to a kind; say which kind it means already where it does."""
    form = SynonymForm()
    if not form.validate():
        return _page(form, 422)

    def work(session: Session) -> None:
        act_once(session, PATH)
        synonyms.add(session, form.phrase.data, form.kind.data, by=Role.MODERATOR)

    t = current_translator()
    try:
        again(db.session(), work)
    except synonyms.AlreadyMeans as refused:
        form.phrase.errors = [clash(refused.meant, t)]
        return _page(form, 422)
    say(t.gettext("La recherche comprend maintenant « %(phrase)s ».", phrase=form.phrase.data))
    return redirect(PATH, 303)


@pages.post(f"{PATH}/<int:number>/retirer")
@requires("synonym:write")
def remove_synonym(number: int) -> ResponseReturnValue:
    """Let a phrase that was added lead nowhere any more."""
    again(db.session(), lambda session: synonyms.remove(session, number))
    say(current_translator().gettext("La recherche ne comprend plus ces mots."))
    return redirect(PATH, 303)


def _page(form: SynonymForm, status: int = 200) -> ResponseReturnValue:
    form.offer()
    searched = request.args.get("cherche", "")[:LONGEST_SEARCH]
    found = lines(synonyms.synonyms(db.session(), searched), current_translator())
    return whole_page("listings/moderation/synonyms.html", status, form=form, lines=found, searched=searched)
