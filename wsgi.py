"""What a web server imports: `wsgi:app`, set up from the environment."""

from app import create_app
from app.core.collector import pause, settle
from app.warming import warm

pause()
app = create_app()
warm(app)
settle()
