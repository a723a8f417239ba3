"""Pages of those who ask, as tests read them."""

from werkzeug.test import TestResponse

BASE = "/mes-enquetes"
NEW = f"{BASE}/nouvelle"
MODEL = "intervenant-ideal"
OPEN_IT = f"{NEW}?modele={MODEL}"
FILLED = {
    "nom": "Accueil de jour de l’Exemple", "fin": "", "parlees": ["fr-simple", "ar"], "voies": ["lien", "papier"], "public": "equipe",
    "seuil": "", "rythme": "au_fil",
}  # fmt: skip
"""The form that opens a campaign."""


def words(answer: TestResponse) -> str:
    """The page with ordinary spaces."""
    return answer.get_data(as_text=True).replace("\xa0", " ").replace("\u202f", " ")


def text_of(client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return words(answer)
