"""How all tests run: the real parts, the golden files' option, Hypothesis's profiles."""

import os
import signal

import pytest
from hypothesis import settings

pytest_plugins = ["realparts.fixtures"]

settings.register_profile("ci", deadline=None, derandomize=True, max_examples=200)
settings.register_profile("dev", deadline=None, max_examples=50)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


# A shell starts what runs in the background without Ctrl-C, and children would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the expected files of tests/cases"
    )


@pytest.fixture
def update_golden(pytestconfig: pytest.Config) -> bool:
    """Whether the expected files are to be rewritten instead of compared."""
    return bool(pytestconfig.getoption("--update-golden"))
