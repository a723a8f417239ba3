"""Who may do what: the map of permissions as a table that is read again at each change, and each address tried by those who may not."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app import create_app
from app import permissions as the_map
from app.accounts.rules import MemberRole, Role
from app.core.identity import NOBODY, Identity
from app.extensions import db
from app.ops.migrating import upgrade
from tests.support.belongings import ELSEWHERE, HERE, SECRETS, Belongings, furnish
from tests.support.plugins.applications import make_config
from tests.tools.tracked import ROOT, tracked_files

TABLE = ROOT / "docs" / "permissions.md"
MAP = the_map.merged()
PUBLIC, SIGNED_IN = "public", "signed in"

# ------------------------------------------------------------------------------------------------------------ the table


@dataclass(frozen=True)
class Subject:
    """What a permission is asked about: of organisation 1, which keeps the listing, in the département HERE; 3 oriented towards it.

    Of a request that a team go towards somebody: 3 asked, 4 sorts, 5 goes.
    """

    organisation_id: int = 1
    departement: str = HERE
    keepers: frozenset[int] = frozenset([1])
    sending: int = 3
    is_received: bool = True
    asking: int = 3
    sorting: int = 4
    going: int = 5


SUBJECTS: Mapping[str, str] = {
    "account": "oneself",
    "organisation": "an organisation",
    "organisation:create": "oneself",
    "listing": "a listing",
    "template": "a listing",
    "proposal": "a listing",
    "ticket": "a listing",
    "conflict": "a listing",
    "silence:read": "one’s own territories",
    "silence:call": "a listing",
    "duplicate": "a listing",
    "queue": "one’s own territories",
    "synonym": "the whole directory",
    "orientation": "an orientation",
    "orientation:create": "oneself",
    "orientation:list": "oneself",
    "outreach": "a request",
    "outreach:list": "oneself",
    "round": "a round",
    "survey": "a campaign",
    "survey:list": "oneself",
    "survey:build": "a questionnaire being built",
    "survey:vote": "a vote in a room",
    "journal": "the whole journal",
}
"""What the permissions of a resource, or one of them, are about."""
WITHOUT_SUBJECT = ("oneself", "one’s own territories", "the whole directory", "the whole journal")


def role(*names: Role, territory: str = HERE, proven: bool = True) -> Identity:
    return Identity(account=9, roles=frozenset((name, territory) for name in names), has_second_factor=proven)


COLUMNS: Mapping[str, Identity] = {
    "nobody": NOBODY,
    "signed in": Identity(account=9),
    "member": Identity(account=9, organisations={1: MemberRole.MEMBER}),
    "editor": Identity(account=9, organisations={1: MemberRole.EDITOR}),
    "owner": Identity(account=9, organisations={1: MemberRole.OWNER}),
    "owner of another": Identity(account=9, organisations={2: MemberRole.OWNER}),
    "member of who orients or asks": Identity(account=9, organisations={3: MemberRole.MEMBER}),
    "member of who sorts": Identity(account=9, organisations={4: MemberRole.MEMBER}),
    "member of the team": Identity(account=9, organisations={5: MemberRole.MEMBER}),
    "moderator": role(Role.MODERATOR),
    "moderator elsewhere": role(Role.MODERATOR, territory=ELSEWHERE),
    "coordinator": role(Role.COORDINATOR),
    "author, reviewer, pilot": role(Role.AUTHOR, Role.REVIEWER, Role.PILOT),
    "administrator": role(Role.ADMINISTRATOR, territory=""),
    "every role, no second factor": role(*Role, territory="", proven=False),
}


def about(permission: str) -> str:
    found = SUBJECTS.get(permission) or SUBJECTS.get(permission.partition(":")[0])
    assert found, f"say in SUBJECTS what « {permission} » is about"
    return found


def may(permission: str, who: Identity) -> bool:
    return MAP[permission](who, None if about(permission) in WITHOUT_SUBJECT else Subject())


def rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Return the addresses with the mark of their view, files apart."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ()))):
        if rule.endpoint != "static":
            yield rule, getattr(app.view_functions[rule.endpoint], "access", "")


def table(app: Flask) -> str:
    """Return the page that is read again: role × permission, then permission × address."""
    lines = [
        "# Who may do what",
        "",
        "Written by `UPDATE_PERMISSIONS=1 .venv/bin/pytest tests/house/test_permissions.py` from the map of permissions and the addresses;",
        "a change of either shows here, to be read before it is kept. Why it is so: [decision 0018](decisions/0018-who-may-do-what.md).",
        "",
        "A *member*, an *editor*, an *owner* are of the organisation in question, which keeps the listing in question and receives the",
        "orientation in question; *who orients* is another one, that sent it, and that asked for the request in question; *who sorts*",
        "coordinates the sector of the request, *the team* is the one that has it. A *moderator* and a *coordinator* have their role in",
        "the département of what is asked about, *elsewhere* in another one. Those who have a role gave their second factor, but in the",
        "last column, where one account has every role everywhere and did not. No role holds what another one may do: an administrator",
        "who must moderate is given that role too.",
        "",
        f"| permission | about | {' | '.join(COLUMNS)} |",
        f"|---|---|{'---|' * len(COLUMNS)}",
    ]
    for permission in sorted(MAP):
        cells = ["yes" if may(permission, who) else "" for who in COLUMNS.values()]
        lines += [f"| `{permission}` | {about(permission)} | {' | '.join(cells)} |"]
    by_mark: dict[str, list[str]] = {}
    for rule, mark in rules(app):
        by_mark.setdefault(mark, []).extend(f"{method} `{rule.rule}`" for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
    lines += ["", "## Addresses", "", "Those that anybody may ask for are not listed; each of the others needs this.", ""]
    for mark in sorted(by_mark.keys() - {PUBLIC}):
        lines += [f"- {f'`{mark}`' if mark in MAP else mark}", *(f"  - {address}" for address in by_mark[mark])]
    return "\n".join(lines) + "\n"


def test_the_table_of_permissions_is_the_one_that_was_reviewed(house: Flask) -> None:
    if os.environ.get("UPDATE_PERMISSIONS"):
        TABLE.write_text(table(house), encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == table(house), "UPDATE_PERMISSIONS=1 writes docs/permissions.md again: read what changed"


@pytest.mark.parametrize("permission", MAP)
def test_each_permission_is_somebodys_and_never_nobodys(permission: str) -> None:
    assert not may(permission, NOBODY)
    assert any(may(permission, who) for who in COLUMNS.values())


@pytest.mark.parametrize("permission", MAP)
def test_no_role_adds_anything_without_the_second_factor(permission: str) -> None:
    assert may(permission, COLUMNS["every role, no second factor"]) == may(permission, COLUMNS["signed in"])


def test_an_administrator_may_not_do_everything() -> None:
    more = {name for name in MAP if may(name, COLUMNS["administrator"]) and not may(name, COLUMNS["signed in"])}
    assert {name for name in more if not name.startswith("account:")} == {"journal:read"}


def test_each_permission_guards_something(house: Flask) -> None:
    asked = {mark for _rule, mark in rules(house)}
    written = "\n".join(path.read_text(encoding="utf-8") for path in tracked_files("app/*.py", "templates/*.html"))
    asked |= set(re.findall(r'allows\("([a-z]+:[a-z]+)"', written))
    assert MAP.keys() - asked == set()


# ---------------------------------------------------------------------------------------------------------- the addresses

OPEN = {
    "/structures/<int:number>/prendre-en-main": "whoever has signed in may ask to keep a listing",
    "/mes-fiches/plusieurs/<string:change>": "a kind of change, for one’s own listings",
    "/services/<int:number>/orienter": "whoever has signed in may orient towards a service of the directory",
}
"""Addresses that name something, and that whoever has signed in may ask for, with the reason."""
OTHERS: Mapping[str, Identity] = {
    "nobody": NOBODY,
    "stranger": Identity(account=9),
    "editor of another organisation": Identity(account=9, organisations={2: MemberRole.EDITOR}),
    "moderator of another département": role(Role.MODERATOR, territory=ELSEWHERE),
    "moderator without second factor": role(Role.MODERATOR, proven=False),
    "coordinator of another département": role(Role.COORDINATOR, territory=ELSEWHERE),
    "administrator": role(Role.ADMINISTRATOR, territory=""),
}
"""Those who have no business with what belongs to the owner, in the département HERE."""
RIGHTFUL = ("owner", "moderator", "coordinator")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Belongings]]:
    """An application where things belong to somebody; forms are taken without their token, so that rights alone refuse."""
    folder: Path = tmp_path_factory.mktemp("rights")
    app = create_app(make_config(folder, f"sqlite:///{folder / 'rights.sqlite3'}"))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade()
        with Session(db.engine) as session:
            belongings = furnish(session)
    yield app, belongings
    with app.app_context():
        db.engine.dispose()


def address_of(rule: Rule, belongings: Belongings) -> str:
    """Return an address of this rule that names what belongs to somebody."""
    try:
        return belongings.address(rule.rule)
    except KeyError as unknown:
        pytest.fail(f"« {rule.rule} »: say in tests/support/belongings.py what belongs to somebody and stands after {unknown}")


def is_let_in(rule: Rule, mark: str, who: str) -> bool:
    """Whether somebody else may pass there: by the map, and never to what the address names unless that is said in OPEN."""
    if not OTHERS[who].is_signed_in:
        return False
    if mark == SIGNED_IN or may(mark, COLUMNS["signed in"]):
        return not rule.arguments or rule.rule in OPEN
    return may(mark, OTHERS[who]) if rule.arguments else MAP[mark](OTHERS[who], None)


def guarded(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    for rule, mark in rules(app):
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            if mark != PUBLIC:
                yield rule, mark, method


def ask(client: FlaskClient, method: str, address: str) -> tuple[int, str, str]:
    answer = client.open(address, method=method, buffered=True)
    return answer.status_code, answer.headers.get("Location", ""), answer.data.decode("utf-8", "replace")


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_reaches_what_belongs_to_others(world: tuple[Flask, Belongings], who: str) -> None:
    app, belongings = world
    client, wrong = belongings.client_of(app, who), []
    for rule, mark, method in guarded(app):
        passes = is_let_in(rule, mark, who)
        if passes and method == "POST":
            continue
        status, location, text = ask(client, method, address_of(rule, belongings))
        if who == "nobody":
            is_right = status == 303 and location.startswith("/connexion?")
        elif passes:
            is_right = status < 500 and not any(secret in text for secret in SECRETS)
        else:
            is_right = status == 404 or (OTHERS[who].roles and location.startswith("/connexion/verification?"))
        if not is_right:
            wrong.append(f"{method} {rule.rule} ({mark}): {status} {location}")
    assert wrong == []


def test_the_addresses_tried_are_real_ones(world: tuple[Flask, Belongings]) -> None:
    """A refusal means something only where those who may are let in."""
    app, belongings = world
    clients = [belongings.client_of(app, who) for who in RIGHTFUL]
    shut = [
        f"{rule.rule} ({mark})"
        for rule, mark, method in guarded(app)
        if method == "GET" and rule.arguments and all(ask(one, "GET", address_of(rule, belongings))[0] == 404 for one in clients)
    ]
    assert shut == []


def test_what_is_said_to_be_open_is_there(house: Flask) -> None:
    assert OPEN.keys() - {rule.rule for rule, _mark in rules(house)} == set()
