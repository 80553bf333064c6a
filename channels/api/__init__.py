"""The REST API under /api/v2/: the calls that Spurwing's clients make, and those beyond them, described by its OpenAPI."""
