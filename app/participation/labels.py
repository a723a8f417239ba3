"""Words of channels, special answers, reviews, audiences."""

from collections.abc import Mapping

from app.core.language import mark
from app.participation.rules import Audience, Channel, Decision, Refresh, Review, Special

CHANNELS: Mapping[Channel, str] = {
    Channel.LINK: mark("Lien"),
    Channel.POSTER: mark("Affiche (code à scanner)"),
    Channel.KIOSK: mark("Tablette sur place"),
    Channel.INTERVIEWER: mark("Avec une personne qui pose les questions"),
    Channel.PAPER: mark("Papier"),
    Channel.PHONE: mark("Téléphone"),
}
SPECIALS: Mapping[Special, str] = {
    Special.DONT_KNOW: mark("Je ne sais pas"),
    Special.PREFER_NOT: mark("Je préfère ne pas répondre"),
    Special.NOT_UNDERSTOOD: mark("Je ne comprends pas la question"),
}
REVIEWS: Mapping[Review, str] = {
    Review.WAITING: mark("À relire"),
    Review.KEPT: mark("Gardé tel quel"),
    Review.REDACTED: mark("Gardé, des mots masqués"),
    Review.DROPPED: mark("Écarté"),
}
AUDIENCES: Mapping[Audience, str] = {
    Audience.TEAM: mark("L’équipe seulement"),
    Audience.PUBLIC: mark("Tout le monde"),
}
REFRESHES: Mapping[Refresh, str] = {
    Refresh.LIVE: mark("Au fil de l’enquête, par groupes"),
    Refresh.AT_END: mark("À la fin seulement"),
}
DECISIONS: Mapping[Decision, str] = {
    Decision.DONE: mark("C’est fait"),
    Decision.DOING: mark("C’est en cours"),
    Decision.LATER: mark("Plus tard"),
    Decision.NO: mark("Non"),
}
