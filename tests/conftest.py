"""What several test modules use: the shared data beside the checkout, and readings of short texts."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from servanda.reading import Reading, read_documents
from servanda.sources import Document

# Examples take longer where other work goes on: that is no fault of what is tested.
settings.register_profile("servanda", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("servanda")

# Tables are kept where no run but this one looks.
_CACHE = tempfile.TemporaryDirectory(prefix="servanda-tests-")
os.environ["XDG_CACHE_HOME"] = _CACHE.name

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data; a test that asks for it is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip(f"there is no folder of shared data at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def read_one() -> Callable[..., Reading]:
    """Read one text; keyword arguments are fields of its document."""

    def read(text: str, **known: str) -> Reading:
        return next(read_documents([Document("one", text, **known)]))  # type: ignore[arg-type]

    return read
