"""What every process of a server needs for its first answer, loaded before they part: they share its memory, and wait for it once."""

from flask import Flask

from app.core.language import FRENCH

SENTENCE = "domiciliation Privas ce soir"
PAGES = ("directory/search.html", "directory/_results.html", "directory/service.html", "directory/home.html")


def warm(app: Flask) -> None:
    """Load communes, kinds and the words that people say, and the pages that are asked most. Reads no database."""
    from app.directory.search.understanding import understand
    from app.directory.search.vocabulary import vocabulary

    understand(SENTENCE)
    vocabulary()
    for page in PAGES:
        app.extensions["reperes_templates"][FRENCH.code].get_template(page)
