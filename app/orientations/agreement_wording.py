"""What is read to somebody before anything is shared about them. A text that changes has a new version; those that were read are kept."""

from collections.abc import Mapping

VERSION = "2026-11"

_FRENCH = (
    "Je suis d’accord pour que mon nom, mes coordonnées et quelques mots sur mon besoin soient transmis au service vers lequel on "
    "m’oriente et, s’il ne peut pas m’aider, à un autre service que nous choisirons ensemble.\n"
    "L’équipe qui m’accompagne et ce service les voient, personne d’autre. La coordination du département voit seulement où en est la "
    "demande, sans savoir qui je suis.\n"
    "J’ai le droit de dire non : on m’aidera quand même, sans donner mon nom.\n"
    "Je peux changer d’avis quand je veux. L’accès est alors fermé tout de suite, et ce qui dit qui je suis est effacé dans les 30 "
    "jours. Sinon, c’est effacé quelques mois après la fin, deux ans au plus."
)
_EASY_FRENCH = (
    "On va parler de moi à un service qui peut m’aider. On lui donne mon nom, mon téléphone ou mon courriel, et mon besoin.\n"
    "Si ce service ne peut pas m’aider, on choisit un autre service avec moi.\n"
    "Deux équipes voient ces informations : l’équipe qui m’aide aujourd’hui et le service qui va m’aider. Personne d’autre ne sait qui "
    "je suis.\n"
    "Je peux dire non. On m’aide quand même, sans donner mon nom.\n"
    "Je peux changer d’avis plus tard. Alors le service ne voit plus rien. Mon nom, mes contacts et les messages sont effacés en "
    "30 jours.\n"
    "Si je ne change pas d’avis, ils sont effacés quelques mois après la fin. Au plus tard après 2 ans.\n"
    "Je suis d’accord."
)
_ENGLISH = (
    "I agree that my name, how to reach me and a few words about what I need are passed on to the service I am being referred to and, if "
    "it cannot help me, to another service that we choose together.\n"
    "The team supporting me and that service can see them, nobody else. The coordinators of the département only see how far the request "
    "has got, without knowing who I am.\n"
    "I have the right to say no: I will be helped all the same, without giving my name.\n"
    "I can change my mind at any time. Access is then closed at once, and whatever tells who I am is erased within 30 days. Otherwise, it "
    "is erased a few months after the end, two years at most."
)
_ARABIC = (
    "أوافق على إرسال اسمي ووسائل الاتصال بي وبضع كلمات عن حاجتي إلى الخدمة التي أُوجَّه إليها، وإن لم تستطع مساعدتي، إلى خدمة أخرى نختارها "
    "معًا.\n"
    "الفريق الذي يرافقني وهذه الخدمة هما وحدهما من يرى هذه المعلومات، ولا أحد غيرهما. منسقو المقاطعة يرون فقط أين وصل الطلب، دون أن يعرفوا "
    "من أنا.\n"
    "من حقي أن أقول لا: سأحصل على المساعدة رغم ذلك، دون ذكر اسمي.\n"
    "يمكنني تغيير رأيي متى شئت. عندها يُغلق الاطلاع فورًا ويُمحى كل ما يدل على هويتي خلال 30 يومًا. وإلا يُمحى بعد بضعة أشهر من الانتهاء، "
    "وفي مدة أقصاها سنتان."
)

WORDINGS: Mapping[str, Mapping[str, str]] = {
    VERSION: {"fr": _FRENCH, "fr-simple": _EASY_FRENCH, "en": _ENGLISH, "ar": _ARABIC},
}
"""Texts by version, then by language."""
