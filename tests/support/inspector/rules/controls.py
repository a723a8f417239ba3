"""Forms: where they go, how, and how they say what was refused."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.support.inspector.answer import Answer
from tests.support.inspector.document import Document, excerpt, words
from tests.support.inspector.registry import Scope, rule

INVALID = 422
_CONTROLS = ("input", "select", "textarea")


@rule(Scope.HTML)
def forms_say_how_and_where(answer: Answer) -> Iterator[str]:
    """Each form has a method, GET or POST, and an action that answers it."""
    for form in answer.document.all("form"):
        method = form.get("method", "").upper()
        action = form.get("action")
        if method not in ("GET", "POST"):
            yield f"method « {method} »: {excerpt(form)}"
        elif not action:
            yield f"no action: {excerpt(form)}"
        elif not answer.site.is_internal(action):
            yield f"sends what people type to another site: {excerpt(form)}"
        elif trouble := answer.site.trouble(action, page=answer.path, method=method):
            yield f"{action} {trouble}"


@rule(Scope.HTML)
def forms_carry_their_token(answer: Answer) -> Iterator[str]:
    """A form that acts carries the hidden token; one that only asks never does: it would stand in addresses."""
    for form in answer.document.all("form"):
        tokens = [field.get("value") for field in form.iter("input") if field.get("name") == "csrf_token"]
        acts = form.get("method", "").lower() == "post"
        if acts and not (len(tokens) == 1 and tokens[0]):
            yield f"{len(tokens)} token: {excerpt(form)}"
        if not acts and tokens:
            yield f"a token in an address: {excerpt(form)}"


@rule(Scope.HTML)
def forms_can_be_sent(answer: Answer) -> Iterator[str]:
    """Each form has a button that sends it: without one, there is no way but a key that phones hide."""
    document = answer.document
    if not document.is_page:
        return
    for form in document.all("form"):
        buttons = [b for b in document.all("button", "input") if document.form_of(b) is form and _sends(b)]
        if not buttons:
            yield excerpt(form)


@rule(Scope.HTML)
def choices_are_grouped(answer: Answer) -> Iterator[str]:
    """Radio buttons of one question, or several boxes of one name, stand in a fieldset with a legend, or a named group."""
    document = answer.document
    groups: dict[tuple[str, str], list[Element]] = {}
    for field in document.all("input"):
        if field.get("type") in ("radio", "checkbox") and field.get("name"):
            groups.setdefault((field.attrib["type"], field.attrib["name"]), []).append(field)
    for (_, name), fields in groups.items():
        if len(fields) > 1 and not all(_grouped(document, field) for field in fields):
            yield f"« {name} »: {len(fields)} choices outside a fieldset with a legend"


@rule(Scope.PAGE)
def a_refusal_is_summed_up(answer: Answer) -> Iterator[str]:
    """A refused form (422) has a summary that can take the focus, whose links lead to each field refused."""
    document = answer.document
    if answer.status != INVALID:
        return
    summaries = [element for element in document if element.get("tabindex") == "-1" and element.tag not in ("main", "h1")]
    summaries = [element for element in summaries if words(element)]
    if not summaries:
        yield 'no summary with tabindex="-1"'
        return
    linked = {link.get("href", "")[1:] for summary in summaries for link in summary.iter("a") if link.get("href", "").startswith("#")}
    refused = [control for control in document.all(*_CONTROLS) if control.get("aria-invalid") == "true"]
    for control in refused:
        if control.get("id") not in linked:
            yield f"no link to {excerpt(control)}"
    for name in linked:
        target = document.by_id(name)
        if target is None or not any(inside.tag in _CONTROLS for inside in target.iter()):
            yield f"« #{name} » does not lead to a field"


@rule(Scope.HTML)
def refused_fields_say_why(answer: Answer) -> Iterator[str]:
    """A field marked invalid is described by a text on the page."""
    document = answer.document
    for control in document.all(*_CONTROLS):
        if control.get("aria-invalid") != "true":
            continue
        texts = [words(found) for name in control.get("aria-describedby", "").split() if (found := document.by_id(name)) is not None]
        if not any(texts):
            yield excerpt(control)


def _sends(button: Element) -> bool:
    if button.tag == "button":
        return button.get("type", "submit") == "submit"
    return button.get("type") in ("submit", "image")


def _grouped(document: Document, field: Element) -> bool:
    for ancestor in document.ancestors(field):
        if ancestor.tag == "fieldset":
            legend = ancestor.find("legend")
            return (legend is not None and bool(words(legend))) or _is_named(ancestor)
        if ancestor.get("role") in ("group", "radiogroup") and _is_named(ancestor):
            return True
    return False


def _is_named(element: Element) -> bool:
    return bool(element.get("aria-labelledby") or element.get("aria-label"))
