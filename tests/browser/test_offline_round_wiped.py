"""What a phone keeps of a round: nobody else reads it, and it goes when it must."""

import base64
import json
from datetime import timedelta

from playwright.sync_api import expect

from tests.support.browsing.evening import (
    CONTROLLED,
    EVENING,
    FILES,
    NOTE,
    PHONE,
    WORDS,
    back,
    cut,
    is_kept,
    kept,
    note,
    sent_everything,
    sign_in,
)
from tests.support.browsing.visitor import wait_until


def test_nothing_that_is_kept_can_be_read_and_no_page_stands_in_a_cache(phone, evening):
    cut(phone)
    note(phone, evening)
    expect(phone.locator("#combien")).to_have_text("1")
    found = kept(phone)
    assert sorted(found) == ["keys", "pages", "queue"]
    assert [len(found[name]) for name in ("pages", "queue")] == [1, 1]
    texts = found["pages"] + found["queue"]
    raw = " ".join([*texts, *(base64.b64decode(json.loads(one)["box"]["data"]).decode("latin-1") for one in texts)])
    for hidden in (WORDS, "kiosque", "44.73512", NOTE, "Un mot que", "non-trouvee"):
        assert hidden not in raw
        assert hidden.encode().decode("latin-1") not in raw
    assert phone.evaluate("crypto.subtle !== undefined")
    assert [one for one in phone.evaluate(FILES) if not one.startswith("/static/")] == ["/aller-vers/tournees/hors-ligne"]


def test_the_key_cannot_be_taken_out(phone):
    exported = """async () => {
      const database = await new Promise((resolve) => { indexedDB.open("tournee").onsuccess = (event) => resolve(event.target.result); });
      const key = await new Promise((resolve) => {
        database.transaction("keys").objectStore("keys").get("device").onsuccess = (event) => resolve(event.target.result);
      });
      database.close();
      return crypto.subtle.exportKey("raw", key).then(() => "out", () => "refused");
    }"""
    assert phone.evaluate(exported) == "refused"


def test_signing_out_wipes_everything(phone, walker):
    phone.get_by_role("button", name="Se déconnecter").click()
    expect(phone).to_have_url(f"{walker.live.url}/connexion")
    assert phone.evaluate("indexedDB.databases()") == []
    assert phone.evaluate(FILES) == []
    assert phone.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_signing_out_from_elsewhere_wipes_everything_too(phone, walker):
    phone.goto("/compte")
    phone.get_by_role("button", name="Se déconnecter").first.click()
    expect(phone).to_have_url(f"{walker.live.url}/connexion")
    assert phone.evaluate("indexedDB.databases()") == []
    assert phone.evaluate(FILES) == []


def test_signing_out_while_something_waits_asks_first(phone, evening):
    cut(phone)
    note(phone, evening)
    expect(phone.locator("#combien")).to_have_text("1")
    phone.get_by_role("button", name="Se déconnecter").click()
    expect(phone.locator("#depart")).to_be_focused()
    expect(phone.locator("#combien-perdus")).to_have_text("1")
    phone.locator("#rester").click()
    expect(phone.locator("#depart")).to_be_hidden()
    assert len(kept(phone)["queue"]) == 1
    phone.locator("#effacer").click()
    phone.locator("#partir").click()
    expect(phone.locator("#annonce")).to_have_text("C’est effacé de ce téléphone.")
    assert not any(kept(phone).get(name) for name in ("pages", "queue"))


def test_signing_out_from_elsewhere_while_something_waits_asks_first(phone, evening, walker):
    phone.context.route("**/tentatives", lambda route: route.abort())
    note(phone, evening)
    expect(phone.locator("#combien")).to_have_text("1")
    phone.goto("/compte")
    phone.get_by_role("button", name="Se déconnecter").first.click()
    expect(phone.locator("h1")).to_have_text("Des passages ne sont pas envoyés")
    assert len(kept(phone)["queue"]) == 1
    phone.get_by_role("button", name="Effacer et me déconnecter").click()
    expect(phone).to_have_url(f"{walker.live.url}/connexion")
    assert phone.evaluate("indexedDB.databases()") == []


def test_somebody_else_who_signs_in_finds_nothing_of_the_one_before(phone, evening, walker):
    cut(phone)
    note(phone, evening)
    expect(phone.locator("#combien")).to_have_text("1")
    before = json.loads(kept(phone)["pages"][0])["member"]
    phone.goto("about:blank")
    phone.context.clear_cookies()
    sign_in(phone, walker, evening.cookies[1])
    back(phone)
    phone.goto(evening.path)
    is_kept(phone)
    found = kept(phone)
    assert found["queue"] == []
    assert [json.loads(one)["member"] for one in found["pages"]] != [before]
    assert evening.written() == []


def test_a_page_left_open_is_emptied_once_somebody_else_signs_in(phone, evening, walker):
    cut(phone)
    note(phone, evening)
    expect(phone.locator("#combien")).to_have_text("1")
    sign_in(phone, walker, evening.cookies[1])
    with phone.expect_navigation():
        back(phone)
    is_kept(phone)
    assert kept(phone)["queue"] == []
    assert evening.written() == []


def test_once_its_day_is_over_the_list_is_gone_and_what_waits_is_not(phone, evening):
    cut(phone)
    note(phone, evening)
    expect(phone.locator("#combien")).to_have_text("1")
    over = """async () => {
      const database = await new Promise((resolve) => { indexedDB.open("tournee").onsuccess = (event) => resolve(event.target.result); });
      const store = database.transaction("pages", "readwrite").objectStore("pages");
      await new Promise((resolve) => { store.getAll().onsuccess = (event) => {
        for (const row of event.target.result) store.put({ ...row, until: 1 });
        store.transaction.oncomplete = resolve;
      }; });
      database.close();
    }"""
    phone.evaluate(over)
    phone.reload()
    expect(phone.locator("h1")).to_have_text("La tournée de ce jour n’est plus gardée sur ce téléphone")
    assert WORDS not in phone.content()
    found = kept(phone)
    assert found["pages"] == []
    assert len(found["queue"]) == 1
    back(phone)
    phone.goto(evening.path)
    sent_everything(phone, evening)
    assert len(evening.written()) == 1


def test_a_round_of_another_day_is_not_kept(walker, evening):
    page = walker.page(**PHONE)
    sign_in(page, walker, evening.cookies[0])
    for moment in (EVENING - timedelta(days=3), EVENING + timedelta(days=1)):
        page.clock.set_system_time(moment)
        page.goto(evening.path)
        wait_until(page, CONTROLLED)
        page.wait_for_load_state("networkidle")
        expect(page.locator("#garde")).to_be_hidden()
        assert not kept(page).get("pages")
