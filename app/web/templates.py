"""Templates, compiled once per language: a constant text is translated when its template is compiled.

`_("…")` with a constant becomes the translated text itself; with values it becomes a format of it. Nothing is looked up
in a catalogue while a page is made.
"""

from collections.abc import Hashable, Mapping, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from flask import Flask
from jinja2 import nodes
from jinja2.runtime import Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from app.config import ROOT, Config
from app.core.language import EASY_FRENCH, LANGUAGES, READABLE
from app.web.assets import asset
from app.web.cdn import HTMX
from app.web.escaping import printing
from app.web.translations import Catalogue, translator

MOST_KEPT = 256
"""Parts of pages kept as markup, a language."""


def formatted(text: str, /, **values: object) -> Markup:
    """Return a text with its values, each escaped unless it is markup already."""
    return escape(text) % values


class _Translation(NodeTransformer):
    """Replaces `_("constant")` by its translation."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the visitor's own naming
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.node.name != "_" or not node.args:
            return node
        message = node.args[0]
        if not isinstance(message, nodes.Const):
            return node
        translated = nodes.Const(self._catalogue.plain(message.value), lineno=node.lineno)
        if not node.kwargs:
            return translated
        name = nodes.Name("_formatted", "load", lineno=node.lineno)
        return nodes.Call(name, [translated], node.kwargs, None, None, lineno=node.lineno)


class TranslatedEnvironment(jinja2.Environment):
    """The templates in one language."""

    def __init__(self, catalogue: Catalogue, config: Config, root: Path) -> None:
        """Open the templates under `root`; undefined variables are errors."""
        super().__init__(
            loader=jinja2.FileSystemLoader(root),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=not config.is_production,
            cache_size=-1,
        )
        self._catalogue = catalogue
        self.globals.update(
            _=_lookup(catalogue),
            _formatted=formatted,
            ngettext=_plural_lookup(catalogue),
            language=catalogue.language,
            languages=list(LANGUAGES.values()),
            easy_french=EASY_FRENCH,
            asset=cache(asset) if config.is_production else asset,
            kept=_keeper(),
            cdn=config.cdn,
            htmx=HTMX,
            development=not config.is_production,
        )

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Share one plain mapping where a template adds nothing: each import of a component compares its names."""
        return super().make_globals(d) if d else self.globals

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        translated = _Translation(self._catalogue).visit(source)
        return printing(super()._generate(translated, *args, **options))


def _lookup(catalogue: Catalogue) -> Any:
    def gettext(message: str, /, **values: object) -> str:
        text = catalogue.plain(message)
        return formatted(text, **values) if values else text

    return gettext


def _plural_lookup(catalogue: Catalogue) -> Any:
    def ngettext(singular: str, plural: str, count: int, /, **values: object) -> Markup:
        return formatted(catalogue.plain_plural(singular, plural, count), num=count, **values)

    return ngettext


def _keeper() -> Any:
    """Return a function that calls a macro with one value, and keeps its markup for that very object."""
    markups: dict[tuple[str, Hashable], Markup] = {}

    def kept(macro: Macro, value: Hashable) -> Markup:
        markup = markups.get((macro.name, value))
        if markup is None:
            if len(markups) >= MOST_KEPT:
                markups.clear()
            markup = markups[macro.name, value] = Markup(macro(value))  # noqa: S704 - a macro escapes what it prints
        return markup

    return kept


def bind(app: Flask) -> None:
    """Open one environment per language; each language is proven to be there before the first request."""
    config: Config = app.extensions["reperes"]
    root = ROOT / "templates"
    environments: Mapping[str, TranslatedEnvironment] = {code: TranslatedEnvironment(translator(code), config, root) for code in READABLE}
    app.extensions["reperes_templates"] = environments
