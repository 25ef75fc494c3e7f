"""Hypothesis without a stop-watch: a loaded machine must not fail a test of geometry."""

from hypothesis import settings

settings.register_profile("geo", settings(), deadline=None)
settings.load_profile("geo")
