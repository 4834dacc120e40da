"""Property tests have no clock: machines differ, and a slow one is not wrong."""

from hypothesis import settings

from tests.loopback import start  # noqa: F401  a fixture

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

pytest_plugins = "pytester"
