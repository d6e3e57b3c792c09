"""Access: who asks is recognised before a page is made."""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from servanda.web.desk import desk_of


class Recognising:
    """Notes in `scope["state"]["person"]` who asks."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with who asks."""
        if scope["type"] == "http":
            scope.setdefault("state", {})["person"] = desk_of(HTTPConnection(scope)).owner
        await self.app(scope, receive, send)
