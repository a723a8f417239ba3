"""The one map of permissions: each feature declares its part."""

from app.core.permissions import Permissions


def merged() -> Permissions:
    """Return every permission of every feature; raise ValueError when two features name the same one."""
    from app.accounts.permissions import PERMISSIONS as ACCOUNTS
    from app.listings.permissions import PERMISSIONS as LISTINGS
    from app.orientations.permissions import PERMISSIONS as ORIENTATIONS
    from app.outreach.permissions import PERMISSIONS as OUTREACH
    from app.participation.permissions import PERMISSIONS as PARTICIPATION

    whole: dict[str, object] = {}
    for part in (ACCOUNTS, LISTINGS, ORIENTATIONS, OUTREACH, PARTICIPATION):
        if twice := whole.keys() & part.keys():
            msg = f"declared twice: {', '.join(sorted(twice))}"
            raise ValueError(msg)
        whole.update(part)
    return whole  # type: ignore[return-value]
