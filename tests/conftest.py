"""Fixtures come from small plugins, each about one thing."""

pytest_plugins = [
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
