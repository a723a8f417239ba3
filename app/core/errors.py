"""Facts that a domain may state; the web edge turns each into a page."""


class DomainError(Exception):
    """Root of what a service may refuse. Its name is the fact."""


class NotThere(DomainError):
    """What was asked for does not exist, or its existence is private."""
