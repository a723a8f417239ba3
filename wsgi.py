"""What a web server imports: `wsgi:app`, set up from the environment."""

import gc

from app import create_app

app = create_app()

gc.collect()
gc.freeze()
"""Workers forked from here share what was loaded: the collector must not write into it."""
