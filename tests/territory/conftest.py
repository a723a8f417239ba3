"""Tables are read on first use: the first example of a property pays for it, so that no deadline holds on a busy machine."""

from hypothesis import settings

settings.register_profile("without_deadline", deadline=None)
settings.load_profile("without_deadline")
