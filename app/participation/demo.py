"""Fictional campaigns with a few hundred fictional answers, for trying: each marked « exemple », by nobody.

Answers are drawn, the same at each loading, and go the way of real ones: into the inbox, then by shuffled batches.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Membership, Organisation
from app.accounts.rules import MemberRole
from app.core.audit import Doer
from app.participation.answers import Answer, special
from app.participation.building.texts import Place, with_words
from app.participation.definition import Definition, Question
from app.participation.models import Campaign, Questionnaire, QuestionnaireVersion, Response, Verbatim
from app.participation.questions import type_of
from app.participation.record import Way, record_of
from app.participation.rules import Audience, Channel, Decision, Review, Special, iso_week
from app.participation.services import building, campaigns, giving_back, voting
from app.participation.services.campaigns import Plan
from app.participation.services.giving_back import Said
from app.participation.services.moving import move, show
from app.participation.services.sending import Proof, send
from app.participation.services.voting import Ballot
from app.participation.settings import Context
from app.participation.shipped import shipped
from app.participation.walking import walk
from app.territory.gazetteer import gazetteer

ASKING = "Observatoire de l’Exemple (exemple)"
SEED = 2026
DEPARTEMENT = "07"
SPECIAL_SHARE, EMPTY_SHARE = 0.06, 0.6
WRITTEN = (
    "Exemple : on m’a écouté, cela change tout.",
    "Exemple : il faut venir nous voir là où nous sommes.",
    "Exemple : trop de papiers, je n’ai pas compris la lettre.",
    "Exemple : je voudrais parler à la même personne à chaque fois.",
    "Exemple : ouvrir plus tôt le matin, surtout l’hiver.",
    "Exemple : merci à l’équipe.",
)
GIVEN_BACK = (
    ("On veut pouvoir venir plus tôt le matin (exemple).", Decision.DONE, "La porte ouvre à 7 h 30 (exemple)."),
    ("Il manque des casiers pour les sacs (exemple).", Decision.DOING, "Douze casiers sont commandés (exemple)."),
    ("Les chiens devraient pouvoir entrer (exemple).", Decision.NO, "La salle est trop petite. Nous cherchons un abri (exemple)."),
)
"""What was heard, what was decided of it, what is done or why not."""
VOTE = Ballot({"fr": "Quand nous retrouver (exemple) ?"}, ({"fr": "Le mardi matin"}, {"fr": "Le jeudi soir"}), is_example=True)
DEMONSTRATION = Doer("demonstration")


@dataclass(frozen=True, slots=True)
class _Asked:
    """One campaign: whose definition, for how many people, by which channels. `is_over`: its results are shown."""

    code: str
    name: str
    people: int
    channels: Sequence[Channel]
    plan: Mapping[str, Any]
    is_over: bool = False


CAMPAIGNS = (
    _Asked(
        "satisfaction-accueil-de-jour", "Accueil de jour de l’Exemple (exemple)", 140, (Channel.KIOSK, Channel.KIOSK, Channel.PAPER),
        {"is_listed": True, "audience": Audience.PUBLIC}, is_over=True,
    ),
    _Asked("intervenant-ideal", "Atelier de l’Exemple (exemple)", 90, (Channel.LINK, Channel.POSTER, Channel.PAPER), {"is_listed": True}),
    _Asked("non-recours", "Enquête de l’Exemple (exemple)", 70, (Channel.INTERVIEWER, Channel.PHONE, Channel.LINK), {}),
)  # fmt: skip


def load(context: Context) -> int:
    """Add the campaigns and their answers; return how many answers. Nothing where some are."""
    session = context.session
    if session.scalar(select(Campaign.id).where(Campaign.is_example).limit(1)) is not None:
        return 0
    asking = Organisation(name=ASKING, departement=DEPARTEMENT, created_at=context.now, verified_at=context.now)
    session.add(asking)
    session.flush()
    _being_built(context, asking)
    voting.begin(context, asking.id, VOTE, DEMONSTRATION)
    return sum(_campaign(context, asking, asked) for asked in CAMPAIGNS)


def admit(context: Context, account: Account) -> None:
    """Let an account read what is fictional, and go on with it."""
    session = context.session
    number = session.scalar(select(Organisation.id).where(Organisation.name == ASKING))
    known = select(Membership.id).where(Membership.account_id == account.id, Membership.organisation_id == number)
    if number is not None and session.scalar(known) is None:
        session.add(Membership(account_id=account.id, organisation_id=number, role=MemberRole.EDITOR, created_at=context.now))


def remove(session: Session) -> int:
    """Remove all that is fictional; return how many answers there were."""
    examples = session.scalars(select(Campaign.id).where(Campaign.is_example)).all()
    questionnaires = select(Questionnaire.id).where(Questionnaire.is_example)
    gone = session.execute(delete(Response).where(Response.campaign_id.in_(examples))).rowcount  # type: ignore[attr-defined]
    session.execute(delete(Campaign).where(Campaign.id.in_(examples)))
    session.execute(delete(QuestionnaireVersion).where(QuestionnaireVersion.questionnaire_id.in_(questionnaires)))
    session.execute(delete(Questionnaire).where(Questionnaire.is_example))
    session.execute(delete(Organisation).where(Organisation.name == ASKING))
    return int(gone)


def _campaign(context: Context, asking: Organisation, asked: _Asked) -> int:
    definition = shipped()[asked.code]
    chance = random.Random(f"{SEED}{asked.code}")  # noqa: S311 - fictional answers, the same at each loading
    plan = Plan(name=asked.name, languages=definition.languages, is_example=True, **asked.plan)
    begun = context._replace(now=context.now - timedelta(days=28))
    made = campaigns.open_campaign(begun, asking.id, definition, plan, DEMONSTRATION)
    for number in range(asked.people):
        then = begun.now + timedelta(days=27 * number / asked.people)
        by = Way(chance.choice(asked.channels), iso_week(then.date()), "fr")
        record = record_of(definition, made.version_id, draw(definition, chance), by)
        send(context._replace(now=then), made, record, Proof(f"{SEED}-{asked.code}-{number}"))
    moved = move(context.session, made.id)
    if asked.is_over:
        campaigns.close_campaign(context._replace(now=context.now - timedelta(days=1)), made, DEMONSTRATION)
        show(context.session, made.id, context.now)
        for heard, decision, answer in GIVEN_BACK:
            giving_back.add(context, made.id, Said("", {"fr": heard}, decision, {"fr": answer}))
        giving_back.show(context, made.id, DEMONSTRATION)
    _review(context.session, made)
    return moved


def _being_built(context: Context, asking: Organisation) -> None:
    """A questionnaire that somebody goes on with: whole, but for a translation that is older than its French."""
    begun = replace(shipped()["choix-de-projets"], code="nos-projets", title={"fr": "Nos projets (exemple)"})
    made = building.begin(context, asking.id, begun, DEMONSTRATION)
    made.is_example = True
    building.change(context, made.id, lambda one: with_words(one, Place("", "intro"), "fr", f"{one.intro['fr']} (exemple)"))


def draw(definition: Definition, chance: random.Random) -> Mapping[str, Answer]:
    """Return answers that lead through a whole questionnaire, drawn."""
    answers: dict[str, Answer] = {}
    while not (way := walk(definition, answers)).is_done:
        question = way.questions[-1]
        answers[question.key] = _answer(question, chance)
    return answers


def _answer(question: Question, chance: random.Random) -> Answer:
    kind = type_of(question)
    if not kind.asks:
        return None
    if kind.takes_specials and chance.random() < SPECIAL_SHARE:
        return special(chance.choice(tuple(Special)))
    if kind.is_text:
        return None if chance.random() < EMPTY_SHARE else chance.choice(WRITTEN)
    return DRAWN.get(question.type, _value)(question, chance)


def _value(question: Question, chance: random.Random) -> Answer:
    """One of the values that the type lists, rather one of the last ones."""
    values = type_of(question).values(question) or ()
    return values[min(int(chance.triangular(0, len(values), len(values) * 0.65)), len(values) - 1)]


def _some(question: Question, chance: random.Random) -> Answer:
    alone = [choice.code for choice in question.choices if choice.exclusive]
    others = [choice.code for choice in question.choices if not choice.exclusive]
    if alone and chance.random() < SPECIAL_SHARE * 2:
        return alone[:1]
    taken = set(chance.sample(others, chance.randint(1, min(3, len(others)))))
    return [code for code in others if code in taken]


def _ranked(question: Question, chance: random.Random) -> Answer:
    codes = [choice.code for choice in question.choices]
    return chance.sample(codes, min(question.settings.get("pick", 3), len(codes)))


def _month(_question: Question, chance: random.Random) -> Answer:
    return f"2026-{chance.randint(1, 9):02}"


def _epci(_question: Question, chance: random.Random) -> Answer:
    return chance.choice(sorted({commune.epci for commune in gazetteer().communes.values() if commune.departement == DEPARTEMENT}))


DRAWN: Mapping[str, Callable[[Question, random.Random], Answer]] = {
    "consent": lambda _question, _chance: "oui",
    "several": _some,
    "ranking": _ranked,
    "month": _month,
    "commune": _epci,
}
"""By type, where its values are not simply listed."""


def _review(session: Session, campaign: Campaign) -> None:
    """Two texts in three were read: the others wait, for trying."""
    for rank, verbatim in enumerate(session.scalars(select(Verbatim).where(Verbatim.campaign_id == campaign.id).order_by(Verbatim.id))):
        if rank % 3:
            verbatim.review = Review.KEPT
    session.flush()
