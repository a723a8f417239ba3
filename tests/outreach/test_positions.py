"""Nobody outside who asked, who sorts and the team that has it sees where somebody is: every page, for everybody.

Addresses are those of the application as it runs: a new one is tried by itself, and fails here until it is known who may read it. Lines
of log, letters, titles, addresses and headers are searched besides, in every test of outreach (`tests/support/plugins/leaks.py`).
"""

import re
from dataclasses import dataclass
from html import unescape

import pytest
from werkzeug.routing import Rule

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.mail.letters import as_text
from app.outreach.models import OutreachRequest, OutreachRequester
from app.outreach.rules import CLOCK, Action, Actor, Mover, Reason, Result, State
from app.outreach.services import going, opening, sorting
from app.outreach.services.going import Attempt
from app.outreach.services.moving import move
from app.outreach.services.reminding import remind
from app.outreach.services.telling_requester import Occasion, tell
from app.sms.models import OutgoingSms
from tests.outreach.making import ASKING, GOING, POINT, SORTING, WORDS
from tests.support.factories import GRENOBLE
from tests.support.forms import hidden_fields
from tests.support.plugins.directories import PlainClient

NEXT = "Deuxième maraude de l’Exemple"
PLACE = re.compile("|".join([*(one[: one.index(".") + 4].replace(".", "[.,]") for one in POINT.split(",")), WORDS.replace("’", "'")]))
"""Latitude or longitude with three decimals or more, or the words: `44[.,]735`."""
OUTSIDE = (
    "nobody", "stranger", "another organisation", "another team", "the team before", "département", "moderator", "administrator", "code",
)  # fmt: skip
INSIDE = {
    "asker": {"outreach.read_request"},
    "sorter": {"outreach.read_request"},
    "team": {"outreach.read_request", "outreach.read_round", "outreach.place_requests", "outreach.read_day", "outreach.print_round"},
}
"""Who reads where somebody is, and on which pages."""
ROLES = {"département": "coordinateur", "moderator": "moderateur", "administrator": "administrateur"}
LISTS = ("?vue=a-trier", "?vue=equipe", "?vue=envoyees", "?vue=equipe&etat=close")
ELSEWHERE = (
    "/", "/recherche?q=halle+Privas", "/passages", "/passages?lieu=Privas", "/sitemap.xml", "/sitemap-pages.xml", "/robots.txt", "/healthz",
    "/readyz", "/coordination", "/coordination/orientations", "/coordination/delais", "/administration/journal", "/moderation",
    "/orientations", "/orientations/exporter", "/mes-fiches", "/organisations", "/compte", "/developpement/courriels", "/developpement/sms",
)  # fmt: skip
"""Pages of other features, which could tell of it."""


def shows_place(text: str) -> bool:
    return PLACE.search(unescape(text).replace("’", "'")) is not None


@dataclass(frozen=True)
class World:
    """Clients by who they are, and numbers by the piece of an address that comes before them."""

    clients: dict[str, PlainClient]
    named: dict[str, list[int]]

    def paths(self, rule: Rule) -> list[str]:
        """Return the addresses that a rule gives to what is there; KeyError names the piece that nothing is known to follow."""
        found = re.search(r"([a-z-]+)/<[^>]+>", rule.rule)
        if found is None:
            return [rule.rule, *(rule.rule + query for query in LISTS if rule.endpoint == "outreach.read_lists")]
        return [rule.rule.replace(found[0], f"{found[1]}/{number}") for number in self.named[found[1]]]

    def reads(self, who: str, rule: Rule) -> bool:
        """Whether somebody sees where somebody is, at one of the addresses of a rule."""
        return any(shows_place(whole(self.clients[who].get(path))) for path in self.paths(rule))


def whole(answer) -> str:
    return f"{answer.headers}{answer.get_data(as_text=True)}"


def rules_of(app, method: str) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/aller-vers") and method in rule.methods]


@pytest.fixture
def world(app, session, maker, monday, directory, signed_in_as):  # noqa: PLR0917 - fixtures
    """Requests in the hands of everybody in turn, all with a place; somebody of each sort."""
    service = directory.fixed(GRENOBLE, nom="Bus exemple")
    directory.publish()
    first, second = maker.team(sector=maker.sector()), maker.team("Deuxième équipe", organisation=NEXT, rank=2)
    maker.team("Troisième équipe", organisation="Troisième maraude", rank=3)
    sorter, team = Mover(Actor.COORDINATOR), Mover(Actor.TEAM)
    now = maker.context()
    lost = maker.request(State.ASSIGNED, team=first, organisation=ASKING)
    sent_back, by_code = maker.request(State.ASSIGNED, team=first, organisation=ASKING), maker.request(State.TO_SORT)
    with unit_of_work(session):
        sorting.hand_over(now, maker.case(lost), second)
        move(now, lost, Action.NEXT_TEAM, CLOCK)
        going.send_back(now, maker.case(sent_back), Reason.FULL, "Complet (exemple).", team)
        session.add(OutreachRequester(request_id=by_code.id, email="kiosque@exemple.fr", phone="06 39 98 01 02"))
        opening.make_code(now, by_code)
        sorting.assign(now, maker.case(by_code), second, sorter)
    going_on = [maker.request(state, team=second, organisation=ASKING) for state in (State.CONTACT, State.ONGOING, State.CLOSED)]
    unrouted = maker.request(State.REPORTED)
    rounds = [maker.round(one) for one in (first, second)]
    for one in rounds:  # one of them from when the team before had it
        maker.place(one, lost)
    maker.place(rounds[1], by_code)
    clients = {who: PlainClient(app, response_wrapper=app.response_class, use_cookies=True) for who in (*OUTSIDE, *INSIDE)}
    of = {
        "stranger": {}, "another organisation": {"Ailleurs exemple": "membre"}, "another team": {"Troisième maraude": "membre"},
        "the team before": {GOING: "membre"}, "asker": {ASKING: "membre"}, "sorter": {SORTING: "membre"}, "team": {NEXT: "membre"},
        **{who: {} for who in ROLES},
    }  # fmt: skip
    for rank, (who, organisations) in enumerate(of.items()):
        roles = [(ROLES[who], "" if who == "administrator" else "07")] if who in ROLES else []
        signed_in_as(clients[who], email=f"qui{rank}@exemple.fr", organisations=organisations, roles=roles, second_factor=who in ROLES)
    with clients["code"].session_transaction() as kept:
        kept["aller-vers"] = [by_code.id, int(utc_now().timestamp()) + 7200, False]
    requests = [lost.id, sent_back.id, by_code.id, unrouted.id, *(one.id for one in going_on)]
    sectors, teams = [maker.sector().id], [first.id, second.id]
    named = {
        "demandes": requests, "sans-secteur": [unrouted.id], "tournees": [one.id for one in rounds], "secteurs": sectors, "equipes": teams,
        "services": [service.id],
    }  # fmt: skip
    return World(clients, named)


@pytest.mark.one_engine
def test_each_who_may_sees_it_where_they_need_it_and_nowhere_else(app, world):
    rules = rules_of(app, "GET")
    assert len(rules) > 30
    found = {who: {rule.endpoint for rule in rules if world.reads(who, rule)} for who in INSIDE}
    assert found == INSIDE


@pytest.mark.one_engine
def test_nobody_else_sees_it_on_any_page(app, world):
    rules = rules_of(app, "GET")
    assert [(who, rule.rule) for who in OUTSIDE for rule in rules if world.reads(who, rule)] == []


@pytest.mark.one_engine
def test_nobody_else_is_told_it_by_what_they_send(app, world):
    """An empty form, its token right: what is refused says nothing. Last, what ends the request of who opened it by its code."""
    rules = sorted(rules_of(app, "POST"), key=lambda rule: "suivi" in rule.rule)
    for who in OUTSIDE:
        client = world.clients[who]
        token = hidden_fields(client.get("/aller-vers/suivi"))["csrf_token"]
        for rule in rules:
            for path in world.paths(rule):
                answer = client.post(path, data={"csrf_token": token})
                assert not shows_place(whole(answer)), (who, path)
                assert is_theirs(who, rule) or answer.status_code in (302, 303, 404), (who, path, answer.status_code)


def is_theirs(who: str, rule: Rule) -> bool:
    """Whether somebody has a form there: of anybody's, of the département, of their own rounds."""
    of_anybody = rule.endpoint in {"outreach.ask", "outreach.open_my_request", "outreach.close_my_request"}
    of_departement = who == "département" and rule.endpoint.rpartition("_")[2] in {"sector", "team"}
    of_their_team = "team" in who and (rule.endpoint == "outreach.prepare_round" or who == "the team before")
    return of_anybody or of_departement or (of_their_team and "tournees" in rule.rule)


@pytest.mark.one_engine
def test_no_page_of_another_feature_tells_it(world):
    paths = [*ELSEWHERE, f"/services/{world.named['services'][0]}", f"/services/{world.named['services'][0]}/arrets.ics"]
    found = [(who, path) for who in (*OUTSIDE, *INSIDE) for path in paths if shows_place(whole(world.clients[who].get(path)))]
    assert found == []


def test_letters_and_short_messages_tell_a_number_and_never_where(app, world, session, maker, outbox):
    """One of each that services write, to each side."""
    team, sorter = Mover(Actor.TEAM), Mover(Actor.COORDINATOR)
    lost, sent_back, by_code, *_ = (maker.case(maker.context().session.get(OutreachRequest, number)) for number in world.named["demandes"])
    now = maker.context()
    with unit_of_work(session):
        remind(now._replace(now=utc_now().replace(hour=9, day=25)), lost.request.id)
        going.plan(now, maker.case(by_code.request), now.now, team)
        going.attempt(now, maker.case(by_code.request), Attempt(now.now, Result.DANGER, "a-mark-of-a-phone-1", "Chien (exemple)."), team)
        sorting.refuse(now, sent_back, Reason.NOT_ENOUGH, "", sorter)
        for occasion in Occasion:
            tell(now, maker.case(by_code.request), occasion)
            tell(now, maker.case(sent_back.request), occasion)
    letters = [f"{letter.subject} {as_text(letter)}" for _, letter in outbox()]
    texts = [one.text for one in session.query(OutgoingSms)]
    assert len(letters) > 20
    assert [text for text in (*letters, *texts) if shows_place(text)] == []


def test_what_is_looked_for_would_be_seen():
    for text in (f"geo:{POINT}", "44.735", "44,7351", "4.5992", f"Dort {WORDS}.", WORDS.replace("’", "'")):
        assert shows_place(text), text
    for text in ("44.73", "4.59 km", "l’escalier de la gare"):
        assert not shows_place(text), text
