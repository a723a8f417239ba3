"""What a web server imports: `wsgi:app`, set up from the environment."""

from app import create_app
from app.core.collector import settle

app = create_app()
settle()
