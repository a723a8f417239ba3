"""Every page, in each of its states: the one place where a page enters the harness.

List a page here, and it is inspected, weighed, looked at in Chromium under each condition, in each language.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus

from app.core.language import FRENCH, LANGUAGES, Language
from tests.support.page import Page, State
from tests.support.pages_of_surveys import SURVEYS

FAR_TOO_LONG = "a" * 300


@dataclass(frozen=True, slots=True)
class Case:
    """A page in one of its states and one language."""

    page: Page
    state: State
    language: Language = FRENCH

    def path(self, ids: Mapping[str, str]) -> str:
        """The address to ask; French needs no parameter."""
        spoken = () if self.language is FRENCH else (("lang", self.language.code),)
        query = "&".join(f"{name}={quote_plus(value.format_map(ids))}" for name, value in (*self.state.query, *spoken))
        return self.page.path.format_map(ids) + (f"?{query}" if query else "")

    def __str__(self) -> str:
        return " ".join(filter(None, (self.page.name, self.state.name, self.language.code)))


PAGES = (
    Page("accueil", "/"),
    Page(
        "recherche",
        "/recherche",
        states=(
            State("vide"),
            State("réponses", (("q", "domiciliation Privas"),)),
            State("deuxième page", (("q", "domiciliation"), ("commune", "07186"), ("rayon", "50"), ("page", "2"))),
            State("filtrée", (("q", "domiciliation"), ("commune", "07186"), ("ouvert", "maintenant"), ("acces", "gratuit"))),
            State("besoin", (("besoin", "dormir"), ("lieu", "Privas"))),
            State("sans réponse", (("q", "maraude"), ("lieu", "Aurillac"))),
            State("mot à deux sens", (("q", "ARS Privas"),)),
            State("aide", (("q", "RSA Privas"),)),
            State("mot inconnu", (("q", "xyzzyx"), ("lieu", "Privas"))),
            State("lieu à préciser", (("q", "domiciliation"), ("lieu", "Beaulieu"))),
            State("lieu inconnu", (("q", "domiciliation"), ("lieu", "Nulle-Part-les-Bains")), status=422),
            State("sans lieu", (("q", "domiciliation"),)),
            State("rayon refusé", (("q", "domiciliation Privas"), ("rayon", "-1")), status=422),
            State("texte refusé", (("q", FAR_TOO_LONG), ("lieu", "Privas")), status=422),
        ),
    ),
    Page("service", "/services/{service}"),
    Page("structure", "/structures/{structure}"),
    Page(
        "suggestions",
        "/recherche/suggestions",
        states=(
            State("vide"),
            State("trouvées", (("q", "domi"), ("lieu", "Priv"))),
            State("rien", (("q", "xyzzyx"),)),
        ),
    ),
    Page(
        "aides",
        "/dispositifs",
        states=(
            State("par besoin"),
            State("trouvées", (("q", "loyer"),)),
            State("rien", (("q", "xyzzyx"),)),
            State("texte refusé", (("q", FAR_TOO_LONG),), status=422),
        ),
    ),
    Page("dispositif", "/dispositifs/domiciliation"),
    Page("aide en argent", "/dispositifs/rsa"),
    Page("équipe mobile", "/dispositifs/maraude"),
    Page("dispositif renommé", "/dispositifs/pole-emploi"),
    Page("dispositif sensible", "/dispositifs/hebergement-violences", sensitive=True),
    Page("signaler", "/services/{service}/signaler", public=False),
    Page("proposer", "/services/{service}/proposer", public=False),
    Page("suivi", "/suivi/{link}", public=False),
    Page("demande de confirmation", "/vrai/{link}/1", public=False),
    Page("ce qui a changé", "/vrai/{link}/1/dire", public=False),
    Page("ne plus m’écrire", "/vrai/{link}/arreter", public=False),
    Page("lien terminé", "/vrai/inconnu", states=(State("", status=404),), public=False),
    Page("connexion", "/connexion", public=False),
    Page("courriels", "/developpement/courriels", public=False),
    Page("lien de connexion passé", "/connexion/lien/inconnu", states=(State("", status=410),), public=False),
    Page("invitation", "/invitations/{link}", public=False),
    Page("mon compte", "/compte", public=False, who="owner"),
    Page("mes appareils", "/compte/appareils", public=False, who="owner"),
    Page("double vérification", "/compte/double-verification", public=False, who="owner"),
    Page("fermer mon compte", "/compte/fermer", public=False, who="owner"),
    Page("mes organisations", "/organisations", public=False, who="owner"),
    Page("nouvelle organisation", "/organisations/nouvelle", public=False, who="owner"),
    Page("organisation", "/organisations/{organisation}", public=False, who="owner"),
    Page("modèles", "/organisations/{organisation}/modeles", public=False, who="owner"),
    Page("modèle", "/organisations/{organisation}/modeles/{template}", public=False, who="owner"),
    Page("nouveau modèle", "/organisations/{organisation}/modeles/nouveau", public=False, who="owner"),
    Page("mes fiches", "/mes-fiches", public=False, who="owner"),
    Page("ma fiche", "/mes-fiches/{structure}", public=False, who="owner"),
    Page("contact à changer", "/mes-fiches/{structure}/modifier/contact", public=False, who="owner"),
    Page("public à changer", "/mes-fiches/services/{service}/modifier/pour-qui", public=False, who="owner"),
    Page("horaires à changer", "/mes-fiches/services/{service}/horaires", public=False, who="owner"),
    Page("fermer pour un temps", "/mes-fiches/{structure}/fermer-temporairement", public=False, who="owner"),
    Page("historique", "/mes-fiches/services/{service}/historique", public=False, who="owner"),
    Page("chiffres", "/mes-fiches/{structure}/chiffres", public=False, who="owner"),
    Page("proposition à décider", "/mes-fiches/{structure}/propositions/{proposal}", public=False, who="owner"),
    Page("plusieurs lieux", "/mes-fiches/plusieurs", public=False, who="owner"),
    Page("prise en main", "/structures/{structure}/prendre-en-main", public=False, who="moderator"),
    Page("modération", "/moderation", public=False, who="moderator"),
    Page("signalement", "/moderation/tickets/{report}", public=False, who="moderator"),
    Page("prise en main à décider", "/moderation/tickets/{claim}", public=False, who="moderator"),
    Page("doublons", "/moderation/doublons", public=False, who="moderator"),
    Page("doublon", "/moderation/doublons/{pair}", public=False, who="moderator"),
    Page("différence", "/moderation/differences/{conflict}", public=False, who="moderator"),
    Page("organisation à vérifier", "/moderation/organisations/{unverified}", public=False, who="moderator"),
    Page("sans réponse", "/moderation/sans-reponse", public=False, who="moderator"),
    Page("synonymes", "/moderation/synonymes", public=False, who="moderator"),
    Page("orienter", "/services/{service}/orienter", public=False, who="sender"),
    Page("orienter par téléphone", "/services/{elsewhere}/orienter", public=False, who="sender"),
    Page("orienter sans organisation", "/services/{service}/orienter", public=False, who="coordinator"),
    Page(
        "brouillon",
        "/services/{service}/orienter",
        states=(State("", (("brouillon", "{orientation_brouillon}"),)),),
        public=False,
        who="sender",
    ),
    Page("à faire", "/orientations", public=False, who="sender"),
    Page("à faire de qui reçoit", "/orientations", public=False, who="owner"),
    Page("envoyées", "/orientations/envoyees", public=False, who="sender"),
    Page("reçues", "/orientations/recues", public=False, who="owner"),
    Page("orientation envoyée", "/orientations/{orientation_envoyee}", public=False, who="sender"),
    Page("orientation reçue", "/orientations/{orientation_envoyee}", public=False, who="owner"),
    Page("orientation acceptée", "/orientations/{orientation_acceptee}", public=False, who="sender"),
    Page("accepter", "/orientations/{orientation_envoyee}/decision/accepter", public=False, who="owner"),
    Page("refuser", "/orientations/{orientation_envoyee}/decision/refuser", public=False, who="owner"),
    Page("réponse rapportée", "/orientations/{orientation_envoyee}/decision/mettre-en-attente", public=False, who="sender"),
    Page("trop tard", "/orientations/{orientation_refusee}/decision/accepter", states=(State("", status=409),), public=False, who="owner"),
    Page("réorienter", "/orientations/{orientation_refusee}/reorienter", public=False, who="sender"),
    Page("retirer l’accord", "/orientations/{orientation_acceptee}/accord/retirer", public=False, who="sender"),
    Page("fiche à imprimer", "/orientations/{orientation_acceptee}/fiche", public=False, who="sender"),
    Page("exporter", "/orientations/exporter", public=False, who="sender"),
    Page("lien de qui reçoit", "/orientations/lien/{link}", public=False),
    Page("code de qui reçoit", "/orientations/lien/{link}/code", public=False),
    Page("code de la personne", "/ma-demande", public=False, sensitive=True),
    Page("ma demande", "/ma-demande/lien/{person}", public=False, sensitive=True),
    Page("ne plus vouloir", "/ma-demande/lien/{person}/arreter", public=False, sensitive=True),
    Page("ne plus partager", "/ma-demande/lien/{person}/retirer", public=False, sensitive=True),
    Page("coordination", "/coordination", public=False, who="coordinator"),
    Page("coordination, délais", "/coordination/delais", public=False, who="coordinator"),
    Page("coordination, liste", "/coordination/orientations", public=False, who="coordinator"),
    Page("coordination, une orientation", "/coordination/orientations/{orientation_a_verifier}", public=False, who="coordinator"),
    Page("aller vers", "/aller-vers", sensitive=True),
    Page("aller vers, danger", "/aller-vers/danger", sensitive=True),
    Page("aller vers, demande", "/aller-vers/demande", public=False, sensitive=True),
    Page("aller vers, demande d’un professionnel", "/aller-vers/demande", public=False, who="goer", sensitive=True),
    Page("aller vers, code", "/aller-vers/suivi", public=False, sensitive=True),
    Page(
        "aller vers, demandes",
        "/aller-vers/demandes",
        states=(State("à trier", (("vue", "a-trier"),)), State("équipe", (("vue", "equipe"),)), State("envoyées", (("vue", "envoyees"),))),
        public=False,
        who="goer",
    ),
    Page("aller vers, à trier", "/aller-vers/demandes/{going_a_trier}", public=False, who="goer"),
    Page("aller vers, tentative", "/aller-vers/demandes/{going_tentative}", public=False, who="goer"),
    Page("aller vers, lien", "/aller-vers/demandes/{going_lien_en_cours}", public=False, who="goer"),
    Page("aller vers, close", "/aller-vers/demandes/{going_close}", public=False, who="goer"),
    Page("attribuer", "/aller-vers/demandes/{going_a_trier}/attribuer", public=False, who="goer"),
    Page("transférer", "/aller-vers/demandes/{going_a_trier}/transferer", public=False, who="goer"),
    Page("réunir", "/aller-vers/demandes/{going_a_trier}/fusionner", public=False, who="goer"),
    Page("ne pas retenir", "/aller-vers/demandes/{going_a_trier}/refuser", public=False, who="goer"),
    Page("précautions", "/aller-vers/demandes/{going_a_trier}/precautions", public=False, who="goer"),
    Page("planifier", "/aller-vers/demandes/{going_attribuee}/planifier", public=False, who="goer"),
    Page("renvoyer", "/aller-vers/demandes/{going_attribuee}/renvoyer", public=False, who="goer"),
    Page("noter une tentative", "/aller-vers/demandes/{going_planifiee}/tentative", public=False, who="goer"),
    Page("terminer", "/aller-vers/demandes/{going_contact_etabli}/terminer", public=False, who="goer"),
    Page("accord de la personne", "/aller-vers/demandes/{going_contact_etabli}/accord", public=False, who="goer"),
    Page("rencontre", "/aller-vers/demandes/{going_lien_en_cours}/rencontre", public=False, who="goer"),
    Page("orienter depuis la rue", "/aller-vers/demandes/{going_lien_en_cours}/orienter", public=False, who="goer"),
    Page("tournées", "/aller-vers/tournees", public=False, who="goer"),
    Page("nouvelle tournée", "/aller-vers/tournees/nouvelle", public=False, who="goer"),
    Page("tournée", "/aller-vers/tournees/{round}", public=False, who="goer"),
    Page("placer", "/aller-vers/tournees/{round}/placer", public=False, who="goer"),
    Page("tournée sur le téléphone", "/aller-vers/tournees/{round}/jour", public=False, who="goer"),
    Page("tournée plus gardée", "/aller-vers/tournees/hors-ligne"),
    Page("tournée sur papier", "/aller-vers/tournees/{round}/impression", public=False, who="goer"),
    Page("secteurs", "/aller-vers/secteurs", public=False, who="coordinator"),
    Page("secteur", "/aller-vers/secteurs/{sector}", public=False, who="coordinator"),
    Page("équipe", "/aller-vers/equipes/{team}", public=False, who="coordinator"),
    Page("sans secteur", "/aller-vers/sans-secteur", public=False, who="coordinator"),
    Page("sans secteur, une demande", "/aller-vers/sans-secteur/{unrouted}", public=False, who="coordinator"),
    Page("qui passe ici", "/passages", states=(State("vide"), State("ce soir", (("lieu", "Privas"),)))),
    Page("arrêts", "/mes-fiches/services/{bus}/arrets", public=False, who="owner"),
    *SURVEYS,
    Page("journal", "/administration/journal", public=False, who="administrator"),
    Page("sms", "/developpement/sms", public=False),
    Page("urgence", "/urgence"),
    Page("accessibilité", "/accessibilite"),
    Page("mentions légales", "/mentions-legales"),
    Page("vie privée", "/vie-privee"),
    Page("introuvable", "/cette-page-n-existe-pas", states=(State("", status=404),)),
    Page("service introuvable", "/services/999999999", states=(State("", status=404),)),
    Page("composants", "/developpement/composants", public=False),
)


def cases(*languages: Language, public_only: bool = False) -> Iterator[Case]:
    """Each page × state × language (all of them unless named)."""
    for page in PAGES:
        for state in page.states:
            for language in languages or LANGUAGES.values():
                if page.public or not public_only:
                    yield Case(page, state, language)
