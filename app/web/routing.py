"""Rules of addresses that are made ready to build addresses only once one is built: most never are by a process."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class LazyRule(Rule):
    """A rule whose two functions that build an address are written by werkzeug when they are first called."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:  # noqa: FBT001, FBT002 - werkzeug's own
        name = "_build_unknown" if append_unknown else "_build"
        write = super()._compile_builder

        def first(rule: "LazyRule", /, **values: Any) -> tuple[str, str]:
            built: Builder = write(append_unknown).__get__(rule, None)
            setattr(rule, name, built)
            return built(**values)

        return first
