"""Letters of the accounts."""

from datetime import date, datetime
from urllib.parse import urlencode

from babel.dates import format_time

from app.accounts.returning import HOME
from app.core.clock import PARIS
from app.core.language import FRENCH, Translator
from app.core.written_days import day_text
from app.mail.letters import Action, Letter, Paragraph
from app.web.translations import translator

SIGN_IN_LINK = "/connexion/lien"


def sign_in(language: str, base_url: str, *, code: str, token: str, path: str) -> Letter:
    """A code and a link that sign in; `path`: where to go then."""
    t = translator(language)
    told = Paragraph(t.gettext("Voici votre code. Écrivez-le sur la page qui vous le demande."))
    return Letter(
        purpose="sign-in",
        language=t.language,
        subject=t.gettext("Votre code de connexion à Repères"),
        blocks=(told, *_ways_in(t, base_url, code, token, path)),
        signature=_unasked(t),
    )


def create_account(language: str, base_url: str, *, code: str, token: str, path: str) -> Letter:
    """The same for whoever has no account yet: using either makes one."""
    t = translator(language)
    return Letter(
        purpose="sign-in",
        language=t.language,
        subject=t.gettext("Créer votre compte sur Repères"),
        blocks=(
            Paragraph(t.gettext("Cette adresse n’a pas encore de compte sur Repères.")),
            Paragraph(t.gettext("Pour le créer, écrivez ce code sur la page qui vous le demande.")),
            *_ways_in(t, base_url, code, token, path),
        ),
        signature=_unasked(t),
    )


def new_device(language: str, base_url: str, device: str, at: datetime) -> Letter:
    """Somebody signed in from a device that the account never used."""
    t = translator(language)
    when = at.astimezone(PARIS)
    day, hour = day_text(when.date(), t), format_time(when, "short", tzinfo=PARIS, locale=t.language.formats)
    told = t.gettext("Une personne s’est connectée à votre compte le %(day)s à %(hour)s (heure de Paris).", day=day, hour=hour)
    return Letter(
        purpose="new-device",
        language=t.language,
        subject=t.gettext("Nouvelle connexion à votre compte Repères"),
        blocks=(
            Paragraph(told),
            Paragraph(t.gettext("Appareil : %(device)s", device=device or t.gettext("inconnu"))),
            Paragraph(t.gettext("C’était vous ? Vous n’avez rien à faire. Sinon, déconnectez cet appareil.")),
            Action(t.gettext("Voir mes appareils"), f"{base_url}/compte/appareils"),
        ),
        signature=t.gettext("Vous recevez ce courriel à chaque connexion depuis un nouvel appareil."),
    )


def warning(language: str, base_url: str, last_day: date) -> Letter:
    """An account that nobody uses is about to be closed."""
    t = translator(language)
    return Letter(
        purpose="inactive-account",
        language=t.language,
        subject=t.gettext("Votre compte Repères va être fermé"),
        blocks=(
            Paragraph(t.gettext("Personne ne s’est connecté à votre compte depuis deux ans.")),
            Paragraph(t.gettext("Pour le garder, connectez-vous avant le %(day)s.", day=day_text(last_day, t))),
            Action(t.gettext("Garder mon compte"), f"{base_url}/connexion"),
            Paragraph(t.gettext("Si vous n’en avez plus besoin, ne faites rien : il sera fermé et vos données effacées.")),
        ),
        signature=t.gettext("Vous recevez ce courriel parce que vous avez un compte sur Repères."),
    )


def closed(language: str) -> Letter:
    """An account was closed, by its owner or for want of use."""
    t = translator(language)
    return Letter(
        purpose="closed-account",
        language=t.language,
        subject=t.gettext("Votre compte Repères est fermé"),
        blocks=(
            Paragraph(t.gettext("Votre compte est fermé. Votre nom, votre adresse de courriel et vos accès sont effacés.")),
            Paragraph(t.gettext("Les fiches que vous avez mises à jour restent en ligne, sans votre nom.")),
        ),
        signature=t.gettext("C’est le dernier courriel que vous recevez pour ce compte."),
    )


def inherited(language: str, base_url: str, organisation: str) -> Letter:
    """The owner of an organisation is gone, and somebody takes their place."""
    t = translator(language)
    return Letter(
        purpose="inherited-organisation",
        language=t.language,
        subject=t.gettext("Vous êtes responsable d’une organisation sur Repères"),
        blocks=(
            Paragraph(t.gettext("Le compte de la personne responsable n’était plus utilisé, il est fermé.")),
            Paragraph(t.gettext("Vous êtes maintenant responsable de « %(organisation)s ».", organisation=organisation)),
            Action(t.gettext("Voir mes organisations"), f"{base_url}/organisations"),
        ),
        signature=t.gettext("Vous recevez ce courriel parce que vous êtes membre de cette organisation sur Repères."),
    )


def _ways_in(t: Translator, base_url: str, code: str, token: str, path: str) -> tuple[Paragraph | Action, ...]:
    return (
        Paragraph(code, is_secret=True),
        Paragraph(t.gettext("Ou, depuis n’importe quel appareil :")),
        Action(t.gettext("Me connecter"), _link(t, f"{base_url}{SIGN_IN_LINK}/{token}", path)),
        Paragraph(t.gettext("Le code et le lien servent une seule fois, pendant 20 minutes.")),
    )


def _link(t: Translator, address: str, path: str) -> str:
    query = {"suite": path} if path != HOME else {}
    if t.language is not FRENCH:
        query["lang"] = t.language.code
    return f"{address}?{urlencode(query)}" if query else address


def _unasked(t: Translator) -> str:
    return t.gettext("Vous n’avez rien demandé ? Ne faites rien : sans ce code, personne n’entre. Ne le donnez à personne.")
