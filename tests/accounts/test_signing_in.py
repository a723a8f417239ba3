"""Signing in: a code or a link, the same answer for all, in the browser that asked, once."""

import re
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select

from app import create_app
from app.accounts.models import Account, DeviceSession, SignInRequest
from app.accounts.rules import CODE_ATTEMPTS
from app.core.clock import utc_now
from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from app.mail.letters import Action, Paragraph
from tests.support.forms import hidden_fields, post_form
from tests.support.plugins.accounts import SESSION_KEY, account_of

KNOWN, DISABLED, UNKNOWN = "connue@exemple.fr", "fermee@exemple.fr", "nouvelle@exemple.fr"
PAGE = "/connexion/code"


@pytest.fixture
def accounts(session):
    account_of(session, KNOWN, (), {})
    with unit_of_work(session):
        account_of(session, DISABLED, (), {}).disabled_at = utc_now()


@pytest.fixture
def statements(app):
    """Collect what is asked of the database within a block."""
    from app.extensions import db

    with app.app_context():
        engine = db.engine

    @contextmanager
    def collecting():
        seen: list[str] = []

        def remember(_connection, _cursor, statement, *_more) -> None:
            seen.append(statement)

        event.listen(engine, "before_cursor_execute", remember)
        yield seen
        event.remove(engine, "before_cursor_execute", remember)

    return collecting


def ask(client, email, path="/connexion"):
    return post_form(client, path, {"email": email})


def code_of(letter) -> str:
    return next(block.text for block in letter.blocks if isinstance(block, Paragraph) and block.is_secret)


def link_of(letter) -> str:
    return next(block.url for block in letter.blocks if isinstance(block, Action)).removeprefix("http://127.0.0.1:5000")


def give(client, code, **more):
    return post_form(client, PAGE, {"code": code, **more})


def is_in(client) -> bool:
    return client.get("/compte").status_code == 200


def test_a_code_signs_in(client, accounts, outbox):
    answer = ask(client, f"  {KNOWN.upper()} ")
    assert (answer.status_code, answer.location) == (303, PAGE)
    [(to, letter)] = outbox()
    assert (to, letter.purpose) == (KNOWN, "sign-in")
    answer = give(client, code_of(letter))
    assert (answer.status_code, answer.location) == (303, "/compte")
    assert is_in(client)


def test_a_code_may_be_typed_with_spaces_and_in_other_digits(client, accounts, outbox):
    ask(client, KNOWN)
    code = code_of(outbox()[0][1]).translate({ord("0") + n: ord("٠") + n for n in range(10)})
    assert give(client, f" {code[:3]} {code[3:]} ").status_code == 303


def test_the_link_signs_in_from_another_browser_and_opening_it_does_nothing(app, client, accounts, outbox):
    ask(client, KNOWN)
    link, other = link_of(outbox()[0][1]), app.test_client()
    for _ in range(3):
        assert app.test_client().get(link).status_code == 200
    assert post_form(other, link).location == "/compte"
    assert is_in(other)
    assert not is_in(client)


def test_a_link_serves_once(app, client, accounts, outbox):
    ask(client, KNOWN)
    link, other = link_of(outbox()[0][1]), app.test_client()
    fields = hidden_fields(other.get(link))
    post_form(client, link)
    assert other.get(link).status_code == 410
    assert other.post(link, data=fields).status_code == 410
    assert not is_in(other)


def test_a_used_code_serves_no_more(app, client, accounts, outbox):
    ask(client, KNOWN)
    with client.session_transaction() as kept:
        asked = kept["asked"]
    code = code_of(outbox()[0][1])
    give(client, code)
    other = app.test_client()
    with other.session_transaction() as kept:
        kept["asked"] = asked
    assert give(other, code).status_code == 422


def test_a_code_is_worth_nothing_in_another_browser(app, client, accounts, outbox):
    ask(client, KNOWN)
    code, other = code_of(outbox()[0][1]), app.test_client()
    assert other.get(PAGE).location == "/connexion"
    ask(other, UNKNOWN)
    assert give(other, code).status_code == 422
    assert not is_in(other)


def test_codes_and_links_expire(client, accounts, outbox, at):
    at("2026-03-02 10:00")
    ask(client, KNOWN)
    [(_, letter)] = outbox()
    at("2026-03-02 10:21")
    assert give(client, code_of(letter)).status_code == 422
    assert client.get(link_of(letter)).status_code == 410


def test_wrong_codes_are_counted_and_nothing_tells_which_was_wrong(client, accounts, outbox, session):
    ask(client, KNOWN)
    code = code_of(outbox()[0][1])
    wrong = f"{(int(code) + 1) % 10**6:06}"
    pages = [give(client, wrong) for _ in range(CODE_ATTEMPTS)]
    assert {page.status_code for page in pages} == {422}
    assert session.scalar(select(SignInRequest.attempts)) == CODE_ATTEMPTS
    late = give(client, code)
    assert late.status_code == 422
    assert without_secrets(late) == without_secrets(pages[0])
    assert wrong not in late.text


def test_what_can_be_no_code_costs_no_try(client, accounts, session):
    ask(client, KNOWN)
    assert give(client, "12").status_code == 422
    assert session.scalar(select(SignInRequest.attempts)) == 0


def without_secrets(page) -> str:
    return re.sub(r'(name="(?:csrf_token|envoi)" value=")[^"]*', r"\1", page.text)


def test_the_answer_is_the_same_whether_there_is_an_account(app, accounts, outbox, session):
    answers = []
    for email in (KNOWN, UNKNOWN, DISABLED):
        client = app.test_client()
        asked = ask(client, email)
        wrong = give(client, "000000") if "000000" not in {code_of(letter) for _, letter in outbox()} else None
        cookie = re.sub(r"=[^;]*", "=", asked.headers["Set-Cookie"], count=1)
        answers.append((asked.status_code, asked.location, asked.text, cookie, without_secrets(client.get(PAGE)), without_secrets(wrong)))
    assert answers[0] == answers[1] == answers[2]
    assert [to for to, _ in outbox()] == [KNOWN, UNKNOWN]
    assert len(session.scalars(select(SignInRequest)).all()) == 3
    assert session.scalar(select(Account).where(Account.email == UNKNOWN)) is None


def test_the_work_is_the_same_whether_there_is_an_account(app, accounts, statements):
    counts = {}
    for email in (KNOWN, UNKNOWN, DISABLED):
        client = app.test_client()
        fields = hidden_fields(client.get("/connexion"))
        with statements() as seen:
            client.post("/connexion", data={**fields, "email": email})
        counts[email] = len(seen)
    assert counts[KNOWN] == counts[UNKNOWN]
    assert counts[KNOWN] - counts[DISABLED] == 1, "the mail alone is missing"


def test_an_account_is_made_when_its_code_is_used(client, outbox, session):
    ask(client, UNKNOWN)
    assert session.scalar(select(Account)) is None
    [(to, letter)] = outbox()
    assert (to, letter.subject) == (UNKNOWN, "Créer votre compte sur Repères")
    give(client, code_of(letter))
    session.rollback()
    assert session.scalars(select(Account.email)).all() == [UNKNOWN]
    assert session.scalars(select(SignInRequest.email)).all() == [None]


def test_a_form_sent_twice_writes_one_mail(client, accounts, outbox):
    fields = {**hidden_fields(client.get("/connexion")), "email": KNOWN}
    answers = [client.post("/connexion", data=fields) for _ in range(2)]
    assert [answer.location for answer in answers] == [PAGE, PAGE]
    [(_, letter)] = outbox()
    assert give(client, code_of(letter)).status_code == 303


@pytest.mark.parametrize(
    "email", ["", "pas une adresse", "a@b", f"{'a' * 300}@exemple.fr", "a\x00b@exemple.fr", "a@exemple.fr\nBcc: b@exemple.fr"]
)
def test_what_is_no_address_is_refused_and_kept_on_the_page(client, email, outbox):
    page = ask(client, email)
    assert page.status_code == 422
    assert outbox() == []
    assert 'autocomplete="username"' in page.text
    if email.isprintable():
        assert f'value="{email}"' in page.text


@pytest.mark.parametrize(
    "elsewhere", ["//ailleurs.exemple", "/\\ailleurs.exemple", "https://ailleurs.exemple", "/\t/ailleurs.exemple", "javascript:1", ""]
)
def test_signing_in_never_leads_to_another_site(client, accounts, outbox, elsewhere):
    asked = client.get("/connexion", query_string={"suite": elsewhere})
    sent = client.post("/connexion", data={**hidden_fields(asked), "suite": elsewhere, "email": KNOWN})
    assert sent.location == PAGE
    assert give(client, code_of(outbox()[0][1]), suite=elsewhere).location == "/compte"


def test_one_goes_on_to_the_page_one_came_from(app, client, accounts, outbox):
    ask(client, KNOWN, "/connexion?suite=/mes-fiches%3Fpage%3D2")
    [(_, letter)] = outbox()
    assert post_form(app.test_client(), link_of(letter)).location == "/mes-fiches?page=2"
    ask(client, KNOWN, "/connexion?suite=/mes-fiches%3Fpage%3D2")
    fields = hidden_fields(client.get("/connexion/code?suite=/mes-fiches%3Fpage%3D2"))
    assert client.post(PAGE, data={**fields, "code": code_of(outbox()[1][1])}).location == "/mes-fiches?page=2"


def test_mails_are_limited_by_address_and_the_same_after_a_restart(app, config, accounts, outbox):
    for _ in range(6):
        ask(app.test_client(), KNOWN)
    again = create_app(config)
    again.testing = True
    assert ask(again.test_client(), KNOWN).status_code == 429
    assert ask(again.test_client(), UNKNOWN).status_code == 303
    assert len(outbox()) == 7


def test_a_session_given_by_somebody_else_is_not_the_one_signed_in(client, accounts, outbox, session):
    with client.session_transaction() as kept:
        kept[SESSION_KEY], kept["planted"] = "chosen by somebody else", "x"
    ask(client, KNOWN)
    token = hidden_fields(client.get(PAGE))["csrf_token"]
    give(client, code_of(outbox()[0][1]))
    with client.session_transaction() as kept:
        assert set(kept) == {SESSION_KEY}
        assert session.scalar(select(DeviceSession.token_digest)) == digest(kept[SESSION_KEY])
    assert client.post("/compte", data={"csrf_token": token, "name": "x"}).status_code == 400


def test_signing_in_again_ends_the_session_before(client, accounts, outbox, session):
    for turn in range(2):
        ask(client, KNOWN)
        give(client, code_of(outbox()[turn][1]))
    assert [row.ended_at is None for row in session.scalars(select(DeviceSession).order_by(DeviceSession.id))] == [False, True]


def test_a_code_that_was_sent_before_an_account_was_disabled_lets_nobody_in(client, accounts, outbox, session):
    ask(client, KNOWN)
    with unit_of_work(session):
        account_of(session, KNOWN, (), {}).disabled_at = utc_now()
    assert give(client, code_of(outbox()[0][1])).status_code == 422


def test_the_letter_speaks_the_language_of_the_account_and_its_subject_names_nobody(client, session, outbox):
    account = account_of(session, KNOWN, (), {})
    with unit_of_work(session):
        account.language = "en"
    ask(client, KNOWN)
    ask(client, UNKNOWN, "/connexion?lang=ar")
    letters = [letter for _, letter in outbox()]
    assert [letter.language.code for letter in letters] == ["en", "ar"]
    assert "lang=en" in link_of(letters[0])
    assert not any(word in letter.subject for letter in letters for word in ("@", code_of(letter)))
