"""The round on a phone, the network cut at the worst moments: nothing is lost, nothing counts twice."""

import pytest
from playwright.sync_api import expect

from tests.support.browsing.axe import findings
from tests.support.browsing.evening import EVENING, LONGEST_WAIT, NOTE, PHONE, WORDS, back, cut, is_kept, note, sent_everything, sign_in
from tests.support.browsing.scripts import ask


def test_with_a_network_an_attempt_leaves_at_once(phone, evening):
    note(phone, evening)
    expect(phone.locator(f"#demande-{evening.requests[0].id} .facts-list")).to_contain_text("Personne non trouvée")
    sent_everything(phone, evening)
    expect(phone.locator("#annonce")).to_have_text("Passage envoyé.")
    assert [one.result for one in evening.written()] == ["non-trouvee"]


def test_without_a_network_the_list_opens_and_attempts_wait_until_it_is_back(phone, evening):
    cut(phone)
    answer = phone.reload()
    assert answer.from_service_worker
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    expect(phone.locator("#passages")).to_contain_text(WORDS)
    expect(phone.locator("#sans-reseau")).to_contain_text("Hors réseau : la liste est celle de")
    note(phone, evening)
    expect(phone.locator("#annonce")).to_have_text("Passage gardé sur ce téléphone, pas encore envoyé.")
    phone.reload()
    waiting = phone.locator(f"#demande-{evening.requests[0].id} [data-queued]")
    expect(waiting).to_contain_text("pas encore envoyé")
    expect(waiting).to_contain_text(NOTE)
    expect(phone.locator("#combien")).to_have_text("1")
    assert evening.written() == []
    back(phone)
    sent_everything(phone, evening)
    expect(phone.locator("#sans-reseau")).to_be_hidden()
    assert len(evening.written()) == 1


def test_two_attempts_at_one_place_in_one_evening_without_a_network_are_two(phone, evening):
    cut(phone)
    note(phone, evening)
    expect(phone.locator("#combien")).to_have_text("1")
    note(phone, evening, "Lieu inaccessible", "")
    expect(phone.locator("#combien")).to_have_text("2")
    back(phone)
    sent_everything(phone, evening, 2)
    assert sorted(one.result for one in evening.written()) == ["inaccessible", "non-trouvee"]


def test_a_cut_before_the_request_arrives_loses_nothing(phone, evening):
    phone.context.route("**/tentatives", lambda route: route.abort())
    note(phone, evening)
    expect(phone.locator("#combien")).to_have_text("1")
    assert evening.written() == []
    phone.context.unroute("**/tentatives")
    phone.locator("#envoyer").dispatch_event("click")  # whether or not the page has tried again by itself
    sent_everything(phone, evening)
    assert len(evening.written()) == 1


def test_what_waits_is_tried_again_by_itself_half_a_minute_later(walker, evening):
    page = walker.page(**PHONE)
    page.clock.install(time=EVENING)
    sign_in(page, walker, evening.cookies[0])
    page.goto(evening.path)
    is_kept(page)
    page.context.route("**/tentatives", lambda route: route.abort())
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/tentatives")):
        note(page, evening)
    expect(page.locator("#annonce")).to_have_text("Passage gardé sur ce téléphone, pas encore envoyé.")
    assert evening.written() == []
    page.context.unroute("**/tentatives")
    page.clock.fast_forward(31_000)
    sent_everything(page, evening)
    assert len(evening.written()) == 1


def test_an_answer_that_is_lost_after_the_server_wrote_counts_once(phone, evening):
    def write_then_cut(route):
        route.fetch(max_redirects=0)
        route.abort()

    phone.context.route("**/tentatives", write_then_cut)
    with phone.expect_event("requestfailed", lambda request: request.url.endswith("/tentatives")):
        note(phone, evening)
    [made] = evening.written()
    expect(phone.locator("#combien")).to_have_text("1")
    phone.context.unroute("**/tentatives")
    phone.reload()
    sent_everything(phone, evening)
    assert [one.id for one in evening.written()] == [made.id]


def test_an_answer_that_pretends_is_not_believed(phone, evening):
    phone.context.route("**/tentatives", lambda route: route.fulfill(status=200, body="<h1>Portail</h1>", content_type="text/html"))
    note(phone, evening)
    expect(phone.locator("#combien")).to_have_text("1")
    phone.context.unroute("**/tentatives")
    phone.locator("#envoyer").dispatch_event("click")  # whether or not the page has tried again by itself
    sent_everything(phone, evening)
    assert len(evening.written()) == 1


def test_a_session_that_ended_loses_nothing(phone, evening, walker):
    cut(phone)
    note(phone, evening)
    phone.context.clear_cookies()
    back(phone)
    expect(phone.locator("#reconnecter a")).to_be_visible()
    assert phone.locator("#reconnecter a").get_attribute("href").endswith(f"/connexion?suite={evening.path}")
    assert evening.written() == []
    sign_in(phone, walker, evening.cookies[0])
    phone.goto(evening.path)
    sent_everything(phone, evening)
    assert len(evening.written()) == 1


def test_what_the_server_refuses_stays_to_be_looked_at_again(phone, evening):
    cut(phone)
    note(phone, evening)
    expect(phone.locator("#annonce")).to_have_text("Passage gardé sur ce téléphone, pas encore envoyé.")
    evening.take_back()
    back(phone)
    refused = phone.locator("#ailleurs [data-queued]")
    expect(refused).to_contain_text("À revoir")
    expect(refused).to_contain_text("n’est plus confiée à votre équipe", timeout=LONGEST_WAIT * 1000)
    expect(refused).to_contain_text(NOTE)
    expect(phone.locator(f"#demande-{evening.requests[0].id}")).to_have_count(0)
    phone.reload()
    expect(refused).to_contain_text(NOTE)
    refused.get_by_role("button", name="Effacer ce passage").click()
    sent_everything(phone, evening, 0)
    assert evening.written() == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_whatever_waits(phone, evening, colours):
    phone.emulate_media(color_scheme=colours)
    assert findings(phone) == []
    cut(phone)
    note(phone, evening)
    expect(phone.locator("#combien")).to_have_text("1")
    phone.reload()
    expect(phone.locator("#sans-reseau")).to_be_visible()
    phone.locator("#effacer").click()
    expect(phone.locator("#depart")).to_be_visible()
    phone.locator("details summary").last.click()
    assert findings(phone) == []
    assert ask(phone, "overflow") == []
    assert ask(phone, "targets", 44) == []


def test_without_javascript_each_form_is_a_form(walker, evening):
    page = walker.page(**PHONE, java_script_enabled=False)
    sign_in(page, walker, evening.cookies[0])
    page.goto(evening.path)
    expect(page.locator("#garde")).to_be_hidden()
    expect(page.locator(f"#demande-{evening.requests[0].id} form")).to_have_attribute("method", "post")
