"""One defect at least for each rule: what the rule must see, or it proves nothing."""

from dataclasses import dataclass, field, replace
from typing import Self

from tests.support.selftests.tiny_site import GOOD_PAGE, GOOD_PART


@dataclass(frozen=True)
class Defect:
    """A good answer with one thing wrong: `old` written `new`, or another status, request or header."""

    old: str = ""
    new: str = ""
    status: int = 200
    part: bool = False
    asked_for_part: bool | None = None
    headers: dict[str, str | None] = field(default_factory=dict)
    also: tuple[tuple[str, str], ...] = ()

    def and_also(self, old: str, new: str) -> Self:
        """The same, with another thing written differently."""
        return replace(self, also=(*self.also, (old, new)))

    @property
    def body(self) -> str:
        """The text with its defect."""
        good = GOOD_PART if self.part else GOOD_PAGE
        if self.old not in good:
            msg = f"« {self.old} » is not in the good text"
            raise ValueError(msg)
        text = good.replace(self.old, self.new, 1) if self.old else good + self.new
        for old, new in self.also:
            text = text.replace(old, new, 1)
        return text


_SUMMARY = '<div tabindex="-1"><a href="#aide">Je cherche : trop long</a></div><h1>Trouver de l’aide</h1>'
_INPUT = '<input id="q" name="q" aria-describedby="aide">'
_CSP = "Content-Security-Policy"

PLANTED: dict[str, list[Defect]] = {
    "html is well formed": [Defect("<h2>Réponses</h2>", "<h2>Réponses</h3>"), Defect("<p role", "<p class=a class=b role")],
    "a part has one root": [Defect(new="<p>de trop</p>", part=True)],
    "a part is given to htmx only": [Defect(part=True, asked_for_part=False)],
    "there is one h1": [
        Defect("<h2>Réponses</h2>", "<h1>Réponses</h1>"),
        Defect("<h1>Trouver de l’aide</h1>", ""),
        Defect("<h1>Trouver de l’aide</h1>", "<h1></h1>"),
        Defect("<header>", "<header><h1>Trouver de l’aide</h1>"),
    ],
    "title begins with the h1": [
        Defect("<title>Trouver de l’aide · Repères", "<title>Repères · Trouver de l’aide"),
        Defect("<title>Trouver de l’aide · Repères", "<title>Trouver de l’aide"),
        Defect(status=422),
    ],
    "language and direction are said": [Defect(' lang="fr"', ""), Defect(' dir="ltr"', ' dir="rtl"'), Defect('lang="fr"', 'lang="xx"')],
    "charset is said": [Defect(headers={"Content-Type": "text/html"}), Defect('<meta charset="utf-8">', "")],
    "zoom is never forbidden": [Defect("initial-scale=1", "maximum-scale=1"), Defect("width=device-width, ", "")],
    "headings do not skip levels": [Defect("<h2>Réponses</h2>", "<h3>Réponses</h3>"), Defect("<h2>Réponses</h2>", "<h2></h2>")],
    "landmarks are there": [
        Defect('<main id="contenu">', '<div id="contenu">'),
        Defect("<footer>", "<div>"),
        Defect('<nav aria-label="Pages">', '<nav aria-label="Principal">'),
        Defect('<nav aria-label="Pages">', "<nav>"),
    ],
    "the first links skip to main": [
        Defect('<a href="#contenu">', '<a href="/urgence">'),
        Defect('<a href="#contenu">', '<a href="#pied">Pied</a><a href="#contenu">').and_also("<footer>", '<footer id="pied">'),
    ],
    "ids are unique": [Defect('<p id="aide">', '<p id="q">'), Defect('id="aide"', 'id="un deux"')],
    "references exist": [Defect('describedby="aide"', 'describedby="autre"'), Defect('<label for="q">', '<label for="r">')],
    "fragments of links exist": [Defect('href="#contenu"', 'href="#main"')],
    "symbols of icons exist": [Defect('href="#point"', 'href="#virgule"')],
    "access keys are unique": [Defect("<button>Chercher", '<button accesskey="E">Chercher')],
    "order of tabulation is order of reading": [Defect("<button>Chercher", '<button tabindex="2">Chercher')],
    "controls are labelled": [
        Defect('<label for="q">Je cherche</label>', ""),
        Defect("<button>Chercher</button>", "<button></button>"),
        Defect("> Familles</label>", "></label>"),
    ],
    "links say where they lead": [Defect(">Page 2</a>", "></a>"), Defect(">Page 2</a>", ">En savoir plus</a>")],
    "visible words are in the name": [Defect('aria-label="Urgence : tous', 'aria-label="Voir tous')],
    "images have alternatives": [
        Defect(' alt=""', ""),
        Defect('<svg viewBox="0 0 24 24" aria-hidden="true">', '<svg viewBox="0 0 24 24">'),
    ],
    "frames and tables are named": [
        Defect(' title="Numéros"', ""),
        Defect("<caption>Heures</caption>", ""),
        Defect('<th scope="col">', "<th>"),
    ],
    "forms say how and where": [
        Defect('<form method="post" ', "<form "),
        Defect('action="/recherche" ', ""),
        Defect('action="/signaler"', 'action="/nulle-part"'),
        Defect('action="/signaler"', 'action="https://ailleurs.exemple/"'),
    ],
    "forms carry their token": [
        Defect('name="csrf_token" value="t"', 'name="csrf_token" value=""'),
        Defect('<label for="q">', '<input type="hidden" name="csrf_token" value="t"><label for="q">'),
    ],
    "forms can be sent": [Defect("<button>Chercher</button>", ""), Defect("<button>Chercher", '<button type="button" disabled>Chercher')],
    "choices are grouped": [Defect("<legend>Public</legend>", "")],
    "a refusal is summed up": [
        Defect(status=422),
        Defect("<h1>Trouver de l’aide</h1>", _SUMMARY, status=422),
        Defect(_INPUT, '<p tabindex="-1">Refusé</p><input id="q" aria-invalid="true" aria-describedby="aide">', status=422),
    ],
    "refused fields say why": [Defect(_INPUT, '<input id="q" name="q" aria-invalid="true">')],
    "nothing is inline": [
        Defect("<p role", '<p style="color:red" role'),
        Defect("<button>Chercher", '<button onclick="go()">Chercher'),
        Defect("<head>", "<head><style>p{}</style>"),
        Defect("</body>", "<script>1</script></body>"),
        Defect('href="/urgence">Num', 'href="javascript:1">Num'),
    ],
    "nothing comes from elsewhere": [
        Defect('src="/static/site.js" defer', 'src="https://cdn.exemple/a.js" defer'),
        Defect('href="/static/site.css"', 'href="//cdn.exemple/a.css"'),
    ],
    "nothing moves by itself": [
        Defect("<head>", '<head><meta http-equiv="refresh" content="5">'),
        Defect('<input id="q"', '<input autofocus id="q"'),
    ],
    "htmx stays in our subset": [
        Defect("<p role", '<p hx-target="#q" role'),
        Defect("<p role", '<p hx-on:click="1" role'),
        Defect("<p role", '<p hx-delete="/urgence" role'),
        Defect('hx-swap="outerHTML"', "hx-trigger=\"keyup[key=='a']\""),
        Defect('hx-swap="outerHTML"', 'hx-vals="js:{a:1}"'),
        Defect('hx-get="/recherche" ', 'data-hx-get="/recherche" '),
    ],
    "what htmx names exists": [
        Defect('hx-target="#reponses" hx-swap', 'hx-target="#resultats" hx-swap'),
        Defect('"#reponses">', '"main">'),
    ],
    "what htmx does works without it": [
        Defect('hx-get="/recherche" ', 'hx-get="/urgence" '),
        Defect('hx-get="/recherche" ', 'hx-post="/recherche" '),
        Defect('hx-get="/recherche?page=2"', 'hx-get="/recherche?page=3"'),
        Defect("<p role", '<p hx-get="/recherche" role'),
        Defect("<p role", '<button hx-get="/recherche">x</button><p role'),
        Defect('hx-get="/recherche" ', 'hx-get="https://ailleurs.exemple/" '),
    ],
    "buttons act without script": [Defect("<p role", "<button>Copier</button><p role"), Defect("<button>Ch", '<button type="button">Ch')],
    "changes are announced": [Defect('<p role="status">', "<p>"), Defect('<div id="reponses">', '<div id="reponses" role="status">')],
    "links have an address": [
        Defect('<a href="/urgence">Num', "<a>Num"),
        Defect('<a href="/urgence">Num', '<a href="#">Num'),
        Defect('<a href="/urgence">Num', '<a href="ftp://x">Num'),
    ],
    "internal addresses lead somewhere": [
        Defect('<a href="/urgence">Num', '<a href="/urgences">Num'),
        Defect('<a href="/urgence">Num', '<a href="https://reperes.exemple.fr/signaler">Num'),
        Defect("/static/site.css", "/static/absent.css"),
        Defect('href="#point"', 'href="/static/icons.svg#absent"'),
    ],
    "telephones can be called": [
        Defect('href="tel:115"', 'href="tel:04 75 64 06 44"'),
        Defect('href="tel:115"', 'href="tel:1"'),
        Defect('href="tel:115"', 'href="sms:abc"'),
        Defect('href="tel:115"', 'href="mailto:personne"'),
    ],
    "addresses hold no secret": [Defect("/recherche?page=2", "/recherche?csrf_token=2")],
    "new windows are never forced": [Defect('<a href="/urgence">Num', '<a target="_blank" href="/urgence">Num')],
    "policy allows nothing by default": [Defect(headers={_CSP: "default-src 'self'"}), Defect(headers={_CSP: None})],
    "policy allows nothing inline": [
        Defect(headers={_CSP: "default-src 'none'; style-src 'self' 'unsafe-inline'"}),
        Defect(headers={_CSP: "default-src 'none'; script-src 'nonce-1'"}),
        Defect(headers={_CSP: "default-src 'none'; script-src data:"}),
        Defect(headers={_CSP: "default-src 'none'; connect-src *"}),
    ],
    "browsers are told to be careful": [
        Defect(headers={"X-Content-Type-Options": None}),
        Defect(headers={"Referrer-Policy": "unsafe-url"}),
        Defect(headers={"Permissions-Policy": None}),
    ],
    "asking leaves no cookie": [Defect('<form method="post"', '<form method="get"', headers={"Set-Cookie": "session=1; HttpOnly"})],
    "pages that act are not kept": [Defect(headers={"Cache-Control": "public"})],
    "cookies are closed": [Defect(headers={"Set-Cookie": "session=1"}), Defect(headers={"Set-Cookie": "a=1; HttpOnly"})],
    "parts are not taken for pages": [Defect(part=True, headers={"Vary": None})],
    "a page fits one round trip": [Defect("</main>", "".join(f"<p>{n * 7919 % 104729:x}{n:x}</p>" for n in range(4000)) + "</main>")],
}
