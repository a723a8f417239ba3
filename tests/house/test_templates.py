"""Templates: each is used, undefined variables are errors, nothing is written inline."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from flask import Flask
from jinja2 import meta

from tests.tools.markup import without_expressions
from tests.tools.tracked import ROOT, tracked_files

FOLDER = ROOT / "templates"
MAILS = "mail/"
"""A mail has no style sheet to go and get: its few rules stand in its head."""
GALLERY = "app/web/components.py"
"""The page of development that shows every component: being shown there is not being used."""
# A block of JSON-LD is data: browsers do not run it, and the policy does not speak of it.
INLINE = re.compile(
    r"""<style\b | \sstyle\s*= | \son[a-z]+\s*= | javascript: | \bhx-on\b | \bhx-vars\b
      | <script(?![^>]*\s(?:src=|type=.application/ld\+json))[^>]*>""",
    re.IGNORECASE | re.VERBOSE,
)


def template_names() -> set[str]:
    return {path.relative_to(FOLDER).as_posix() for path in tracked_files("templates")}


def named_in_python(paths: list[Path], names: set[str]) -> Iterator[str]:
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in names:
                yield node.value


def references(name: str) -> set[str | None]:
    return set(meta.find_referenced_templates(jinja2.Environment(autoescape=True).parse((FOLDER / name).read_text(encoding="utf-8"))))


def reached(roots: set[str]) -> set[str]:
    """Return the templates that a page made from these roots may call, the roots included."""
    seen: set[str] = set()
    todo = sorted(roots)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += [other for other in references(name) if other]
    return seen


def test_every_template_is_used() -> None:
    names = template_names()
    outside_gallery = [path for path in tracked_files("app/*.py") if path != ROOT / GALLERY]
    gallery = set(named_in_python([ROOT / GALLERY], names))
    assert names - reached(set(named_in_python(outside_gallery, names))) - gallery == set()


def test_every_template_called_exists() -> None:
    names = template_names()
    missing = {name: references(name) - names for name in sorted(names)}
    assert {name: others for name, others in missing.items() if others} == {}


def test_an_undefined_variable_is_an_error_in_every_language(house: Flask) -> None:
    environments = house.extensions["reperes_templates"]
    assert environments
    for environment in environments.values():
        with pytest.raises(jinja2.UndefinedError):
            environment.from_string("{{ nothing_of_the_kind }}").render()


def test_every_template_compiles_in_every_language(house: Flask) -> None:
    for environment in house.extensions["reperes_templates"].values():
        for name in template_names():
            environment.get_template(name)


def test_nothing_is_written_inline() -> None:
    pages = sorted(name for name in template_names() if not name.startswith(MAILS))
    found = {name: INLINE.findall(without_expressions((FOLDER / name).read_text(encoding="utf-8"))) for name in pages}
    assert {name: places for name, places in found.items() if places} == {}


@pytest.mark.parametrize(
    "written",
    [
        "<script>x</script>",
        '<p style="color: red">',
        '<a onclick="x">',
        '<a href="javascript:x">',
        '<a hx-on:click="x">',
        '<script type="module">',
    ],
)
def test_what_is_inline_would_be_seen(written: str) -> None:
    assert INLINE.search(written)
    assert not INLINE.search('<script defer src="/static/js/boot.js"></script><p class="style" data-only="x">')
