"""What a web server imports: `wsgi:app`, set up from the environment."""

from app import create_app

app = create_app()
