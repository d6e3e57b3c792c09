"""Health: whether the application answers and its store can be read; for whoever watches the server."""

from fastapi import APIRouter
from sqlalchemy import text

from servanda.web.asking import Reader

router = APIRouter(tags=["Health"])


@router.get("/health")
def health(reader: Reader) -> dict[str, str]:
    """Say that the store can be read."""
    reader.execute(text("SELECT 1"))
    return {"status": "ok"}
