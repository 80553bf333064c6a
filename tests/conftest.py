"""Fixtures live in tests/fixtures; each module there serves one part."""

pytest_plugins = [
    "tests.fixtures.api",
    "tests.fixtures.browser",
    "tests.fixtures.database",
    "tests.fixtures.links",
    "tests.fixtures.networks",
    "tests.fixtures.processes",
    "tests.fixtures.imap",
    "tests.fixtures.redis",
    "tests.fixtures.services",
    "tests.fixtures.talking",
    "tests.fixtures.smtp",
    "tests.fixtures.calendars",
    "tests.fixtures.web",
]
