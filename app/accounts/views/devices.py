"""The devices signed in."""
