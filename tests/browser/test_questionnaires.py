"""Each shipped questionnaire, answered from its first page to the last with keys alone, on a small screen that runs no script.

Each page is looked at on the way: axe, reflow at 320 px. With REPERES_ACCESS=full, each questionnaire in each language; else two of them,
in languages that turn with the days.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from app.participation.shipped import shipped
from tests.browser.test_budgets import Bill
from tests.support.browsing.axe import findings
from tests.support.browsing.scripts import ask
from tests.support.sampling import is_full, seed

SMALL = {"width": 320, "height": 568}
LANGUAGES = ("ar", "fr-simple", "fr", "en")
EVERY = [(code, language) for code in shipped() for language in LANGUAGES]
"""In the order of the questionnaires, then of languages."""
CHOSEN = EVERY if is_full() else [EVERY[(seed() * 5 + step * 7) % len(EVERY)] for step in range(2)]
MOST_PAGES = 20
MOST_HTML, MOST_CSS, MOST_IN_ALL, MOST_REQUESTS = 9_000, 10_000, 50_000, 6
FIELDS = "#question input:not([type=hidden]), #question select, #question textarea"


@pytest.mark.parametrize(("code", "language"), CHOSEN)
def test_it_is_answered_with_keys_alone_without_script_on_a_small_screen(code, language, visitor):
    page, eye = visitor.page(java_script_enabled=False, viewport=SMALL), visitor.page(viewport=SMALL)
    start = f"/enquetes/{visitor.live.ids[f'survey_{code}']}"
    page.goto(f"{start}?lang={language}")
    base, troubles = "fr" if language == "fr-simple" else language, look(page, eye)
    expect(page.locator("html")).to_have_attribute("lang", base)
    press(page, page.locator("main form .button").first)
    for _ in range(MOST_PAGES):
        if not re.search(r"/\d+(\?|$)", page.url):
            break
        troubles += look(page, eye)
        answer(page)
        press(page, page.locator(".go .button"))
    expect(page).to_have_url(re.compile("/verifier"))
    troubles += look(page, eye)
    press(page, page.locator("main .button").first)
    expect(page).to_have_url(re.compile("/envoyer"))
    troubles += look(page, eye)
    press(page, page.locator("main form .button").first)
    expect(page).to_have_url(re.compile("/merci"))
    expect(page.locator("html")).to_have_attribute("lang", base)
    troubles += look(page, eye)
    assert troubles == []


@pytest.mark.parametrize("code", ["satisfaction-accueil-de-jour", "non-recours"])
def test_a_question_page_costs_little(code, visitor):
    page = visitor.page(viewport=SMALL)
    page.context.add_cookies([{"name": "enquete", "value": visitor.live.ids[f"carried_{code}_done"], "url": visitor.live.url}])
    bill, answers = Bill(page), []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks what it is given
    page.goto(f"/enquetes/{visitor.live.ids[f'survey_{code}']}/2?lang=ar")
    page.wait_for_load_state("networkidle")
    assert page.locator("#question").count() == 1
    lines = list(bill.lines())
    assert len(lines) <= MOST_REQUESTS, lines
    assert sum(size for _, _, size in lines) <= MOST_IN_ALL, lines
    assert body_of(answers, "stylesheet") <= MOST_CSS
    assert body_of(answers, "document") <= MOST_HTML
    assert body_of(answers, "font") == 0


def test_choices_are_read_word_by_word_when_the_text_is_twice_as_large(visitor):
    page = visitor.page(viewport=SMALL)
    page.goto(f"/enquetes/{visitor.live.ids['survey_satisfaction-accueil-de-jour']}?lang=fr-simple")
    page.locator("main form .button").first.click()
    expect(page.locator(".pick")).to_have_count(5)
    ask(page, "larger_text")
    widths = page.locator(".pick > span").evaluate_all(
        "(all) => all.map((one) => one.clientWidth / parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(widths) >= 5, widths


def body_of(answers: list[Response], kind: str) -> int:
    """Compressed bytes of what came of one kind."""
    return sum(int(one.all_headers()["content-length"]) for one in answers if one.request.resource_type == kind)


def look(page: Page, eye: Page) -> list[str]:
    """What is wrong with a page, whose address says where. Looked at in a browser beside, which carries the same: axe is a script."""
    eye.context.clear_cookies()
    eye.context.add_cookies(page.context.cookies())  # type: ignore[arg-type] # what one gives the other takes
    eye.goto(page.url)
    where = page.url.rpartition("/")[2]
    return [f"{where}: {one}" for one in (*findings(eye), *ask(eye, "overflow"), *ask(eye, "clipped"))]


def answer(page: Page) -> None:
    """Answer a question by its first way: the first choice, a number, a few words."""
    fields = page.locator(FIELDS)
    for index in range(fields.count()):
        field = fields.nth(index)
        kind = field.evaluate("(field) => field.tagName === 'INPUT' ? field.type : field.tagName.toLowerCase()")
        if kind in ("radio", "checkbox") and index:
            return
        focus(page, field)
        write(page, field, kind)
        if kind in ("radio", "checkbox", "select"):
            return_to = field.evaluate(
                "(field) => field.type === 'radio' || field.type === 'checkbox' ? field.checked : field.value !== ''"
            )
            assert return_to, "the key changed nothing"


def write(page: Page, field: Locator, kind: str) -> None:
    if kind in ("radio", "checkbox"):
        page.keyboard.press("Space")
    elif kind == "select":
        index = int(re.sub(r"\D", "", field.get_attribute("name") or "") or 1)
        for _ in range(index):
            page.keyboard.press("ArrowDown")
    else:
        figures = "7" if field.get_attribute("name") == "reponse" else "2026"
        page.keyboard.type(figures if field.get_attribute("inputmode") == "numeric" else "Privas")


def press(page: Page, target: Locator) -> None:
    focus(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def focus(page: Page, target: Locator) -> None:
    """Go to a control with Tab alone; it must be seen there."""
    for _ in range(60):
        if target.evaluate("(target) => document.activeElement === target"):
            assert ask(page, "focus")["troubles"] == []
            return
        page.keyboard.press("Tab")
    pytest.fail(f"60 keys did not reach {target}")
