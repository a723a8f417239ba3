"""The frame of a page: validity, title, language, headings, landmarks."""

from collections.abc import Iterator
from itertools import pairwise, takewhile
from xml.etree.ElementTree import Element

from app.core.language import LANGUAGES
from tests.support.inspector.answer import Answer
from tests.support.inspector.document import HEADINGS, excerpt, words
from tests.support.inspector.registry import Scope, rule

INVALID = 422
ERROR_PREFIXES = ("Erreur", "Error", "خطأ")


@rule(Scope.HTML)
def html_is_well_formed(answer: Answer) -> Iterator[str]:
    """The strict parser has nothing to put right."""
    yield from answer.document.errors


@rule(Scope.PART)
def a_part_has_one_root(answer: Answer) -> Iterator[str]:
    """What htmx swaps in is one element; others are there only to be swapped out of band."""
    roots = [element for element in answer.document.root if isinstance(element.tag, str) and element.tag != "title"]
    main = [element for element in roots if "hx-swap-oob" not in element.attrib]
    if len(main) != 1:
        yield f"{len(main)} root elements: {', '.join(excerpt(element) for element in main)}"


@rule(Scope.PART)
def a_part_is_given_to_htmx_only(answer: Answer) -> Iterator[str]:
    """Whoever did not ask for a part receives a page."""
    if not answer.asked_for_part:
        yield "an ordinary request received a part of a page"


@rule(Scope.PAGE)
def there_is_one_h1(answer: Answer) -> Iterator[str]:
    """One first heading, with words in it, in the main region."""
    found = answer.document.all("h1")
    if len(found) != 1:
        yield f"{len(found)} h1"
    for heading in found:
        if not words(heading):
            yield "the h1 is empty"
        if answer.document.around(heading, "main") is None:
            yield "the h1 is outside main"


@rule(Scope.PAGE)
def title_begins_with_the_h1(answer: Answer) -> Iterator[str]:
    """The title begins with the first heading; after a refused form, with the word for an error."""
    title = answer.document.title
    heading = next((words(element) for element in answer.document.all("h1")), "")
    if answer.status == INVALID and not title.startswith(ERROR_PREFIXES):
        yield f"« {title} » does not begin with the word for an error"
    if not title.startswith((heading, *ERROR_PREFIXES)) or heading not in title:
        yield f"« {title} » does not begin with « {heading} »"
    if title == heading:
        yield f"« {title} » does not name the site"


@rule(Scope.PAGE)
def language_and_direction_are_said(answer: Answer) -> Iterator[str]:
    """`lang` is one of ours, `dir` goes with it."""
    code = answer.document.html.get("lang", "")
    direction = answer.document.html.get("dir")
    language = LANGUAGES.get(code)
    if language is None:
        yield f'lang="{code}" is none of {", ".join(LANGUAGES)}'
    elif direction != language.direction:
        yield f'dir="{direction}" does not go with lang="{code}"'


@rule(Scope.PAGE)
def charset_is_said(answer: Answer) -> Iterator[str]:
    """In the header, and in the first kilobyte for a page kept on a disk."""
    if answer.headers.get("Content-Type", "").lower().replace(" ", "") != "text/html;charset=utf-8":
        yield f"Content-Type: {answer.headers.get('Content-Type')}"
    if b'<meta charset="utf-8">' not in answer.body[:1024].lower():
        yield 'no <meta charset="utf-8"> in the first kilobyte'


@rule(Scope.PAGE)
def zoom_is_never_forbidden(answer: Answer) -> Iterator[str]:
    """The viewport follows the device, and lets people enlarge."""
    content = next((meta.get("content", "") for meta in answer.document.all("meta") if meta.get("name") == "viewport"), "")
    if "width=device-width" not in content:
        yield f"viewport: « {content} »"
    if "maximum-scale" in content or "user-scalable" in content:
        yield f"viewport limits zoom: « {content} »"


@rule(Scope.HTML)
def headings_do_not_skip_levels(answer: Answer) -> Iterator[str]:
    """Each heading is at most one level below the one before it, and says something."""
    headings = answer.document.all(*HEADINGS)
    for heading in headings:
        if not words(heading):
            yield f"an empty {heading.tag}"
    for before, after in pairwise(headings):
        if int(after.tag[1]) > int(before.tag[1]) + 1:
            yield f"{before.tag} « {words(before)} » is followed by {after.tag} « {words(after)} »"


@rule(Scope.PAGE)
def landmarks_are_there(answer: Answer) -> Iterator[str]:
    """One main, one header and one footer of the page; regions of the same kind bear a name."""
    document = answer.document
    for tag in ("main", "header", "footer"):
        found = [element for element in document.all(tag) if tag == "main" or document.parents[element].tag == "body"]
        if len(found) != 1:
            yield f"{len(found)} {tag}"
    for tag in ("nav", "aside"):
        names = [document.name_of(element) if _is_named(element) else "" for element in document.all(tag)]
        if len(names) > 1 and (len(set(names)) != len(names) or "" in names):
            yield f"several {tag} need each a name of its own: {names}"


@rule(Scope.PAGE)
def the_first_links_skip_to_main(answer: Answer) -> Iterator[str]:
    """Who uses a keyboard reaches the content with one key: first come the links to main, or to a part of it."""
    document = answer.document
    main = next(iter(document.all("main")), None)
    if main is None:
        return
    stops = (element for element in document.all("a", "button", "input", "select", "summary") if not _is_hidden(element))
    first = list(takewhile(lambda element: element.get("href", "").startswith("#"), stops))
    if not any(link.get("href") == f"#{main.get('id')}" for link in first):
        yield f"main has id « {main.get('id')} », the first links lead to {[link.get('href') for link in first]}"
    for link in first:
        target = document.by_id(link.get("href", "")[1:])
        if target is not None and target is not main and main not in document.ancestors(target):
            yield f"{excerpt(link)} leads outside main"


def _is_named(element: Element) -> bool:
    return bool(element.get("aria-label") or element.get("aria-labelledby"))


def _is_hidden(element: Element) -> bool:
    return "hidden" in element.attrib or element.get("type") == "hidden"
