"""Fixtures come from small plugins, each about one thing. Properties are tried on other examples at each run, and never timed."""

from hypothesis import settings

pytest_plugins = [
    "tests.support.plugins.collecting",
    "tests.support.plugins.network",
    "tests.support.plugins.databases",
    "tests.support.plugins.applications",
    "tests.support.plugins.directories",
    "tests.support.plugins.clocks",
    "tests.support.plugins.accounts",
    "tests.support.plugins.leaks",
    "tests.support.plugins.browsers",
    "tests.support.plugins.sharing",
]

settings.register_profile("suite", deadline=None, max_examples=25)
settings.load_profile("suite")
