"""Where to go once signed in: the page that somebody came from, when it is one of this site."""

HOME = "/compte"
LONGEST = 2000


def own_path(path: str, otherwise: str = HOME) -> str:
    """Return the path when it is one of this site, else another: signing in must never lead to somebody else’s site.

    One slash first, for two begin the name of a host; no backslash, that browsers read as a slash; nothing that they pass over.
    """
    is_own = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable() and " " not in path
    return path if is_own and len(path) <= LONGEST else otherwise
