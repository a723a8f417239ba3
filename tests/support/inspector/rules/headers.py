"""What goes with every answer: the policy that browsers apply for us."""

from collections.abc import Iterator

from tests.support.inspector.answer import Answer
from tests.support.inspector.registry import Scope, rule

_UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "'strict-dynamic'", "'wasm-unsafe-eval'")
_WIDE = ("*", "http:", "https:", "blob:", "filesystem:")
_CLOSED = {"default-src": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'", "form-action": "'self'"}
_REFERRER = ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin")


@rule(Scope.ANSWER)
def policy_allows_nothing_by_default(answer: Answer) -> Iterator[str]:
    """`default-src 'none'`, and the doors that it does not shut are shut."""
    policy = policy_of(answer)
    for directive, expected in _CLOSED.items():
        if policy.get(directive) != [expected]:
            yield f"{directive} is {policy.get(directive)}, not {expected}"


@rule(Scope.ANSWER)
def policy_allows_nothing_inline(answer: Answer) -> Iterator[str]:
    """No unsafe word, no nonce, no wide source."""
    for directive, sources in policy_of(answer).items():
        for source in sources:
            if source in _UNSAFE or source in _WIDE or source.startswith("'nonce-"):
                yield f"{directive} {source}"
            if source == "data:" and directive != "img-src":
                yield f"{directive} {source}"


@rule(Scope.ANSWER)
def browsers_are_told_to_be_careful(answer: Answer) -> Iterator[str]:
    """Types are not guessed, addresses are not passed on, unused powers are given up."""
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        yield "X-Content-Type-Options is not nosniff"
    if answer.headers.get("Referrer-Policy") not in _REFERRER:
        yield f"Referrer-Policy is {answer.headers.get('Referrer-Policy')}"
    if "geolocation" not in answer.headers.get("Permissions-Policy", ""):
        yield "Permissions-Policy is missing"


@rule(Scope.ANSWER)
def asking_leaves_no_cookie(answer: Answer) -> Iterator[str]:
    """A page that only answers sets no cookie: sessions and preferences begin with a form that acts. It may take one away."""
    if answer.method not in ("GET", "HEAD") or _acts(answer):
        return
    for cookie in answer.headers.getlist("Set-Cookie"):
        if "; Max-Age=0;" not in cookie:
            yield cookie.split("=")[0]


@rule(Scope.HTML)
def pages_that_act_are_not_kept(answer: Answer) -> Iterator[str]:
    """A page whose form carries a token is nobody else's: no cache keeps it."""
    if _acts(answer) and "no-store" not in answer.headers.get("Cache-Control", ""):
        yield f"Cache-Control: {answer.headers.get('Cache-Control')}"


@rule(Scope.ANSWER)
def cookies_are_closed(answer: Answer) -> Iterator[str]:
    """Out of reach of scripts and of other sites."""
    for cookie in answer.headers.getlist("Set-Cookie"):
        attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
        if "httponly" not in attributes or not attributes & {"samesite=lax", "samesite=strict"}:
            yield cookie.split("=")[0]


@rule(Scope.PART)
def parts_are_not_taken_for_pages(answer: Answer) -> Iterator[str]:
    """A cache that stands in front keeps the part and the page apart."""
    if "hx-request" not in answer.headers.get("Vary", "").lower():
        yield f"Vary: {answer.headers.get('Vary')}"


def policy_of(answer: Answer) -> dict[str, list[str]]:
    """Return the content security policy: directive → sources."""
    parts = [part.split() for part in answer.headers.get("Content-Security-Policy", "").split(";")]
    return {part[0].lower(): part[1:] for part in parts if part}


def _acts(answer: Answer) -> bool:
    return answer.is_html and any(form.get("method", "").lower() == "post" for form in answer.document.all("form"))
