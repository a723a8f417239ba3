"""What is loaded before workers are born is there, and is what a results page needs."""

from jinja2 import meta

from app.core.language import FRENCH
from app.warming import TEMPLATES, warm


def test_warming_loads_every_template_that_a_results_page_is_made_of(app):
    environment = app.extensions["reperes_templates"][FRENCH.code]
    needed, left = set(), {"directory/search.html"}
    while left:
        name = left.pop()
        needed.add(name)
        source, _, _ = environment.loader.get_source(environment, name)
        left |= set(meta.find_referenced_templates(environment.parse(source))) - needed
    assert needed == set(TEMPLATES)


def test_warming_opens_no_connection(app, monkeypatch):
    monkeypatch.setattr("sqlalchemy.engine.Engine.connect", None)
    warm(app)
    loaded = {name for _, name in app.extensions["reperes_templates"][FRENCH.code].cache}
    assert set(TEMPLATES) <= loaded
