"""What narrows the list of coordinators."""

from collections.abc import Mapping

from app.orientations.rules import State


def asked_state(args: Mapping[str, str]) -> State | None:
    """Return the state that an address asks for; None for all, and for what is no state. Drafts are never listed."""
    return next((one for one in State if one.value == args.get("etat") and one is not State.DRAFT), None)
