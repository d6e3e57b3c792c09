"""Settings of the web application: the table [web] of servanda.toml, or SERVANDA_WEB_..."""

from ipaddress import ip_address

from pydantic import Field

from servanda.settings import Settings


class WebSettings(Settings):
    """Where the pages are served, and who may see them.

    `proxy_header` names the header in which a reverse proxy that people logged in to says who asks; nobody else must be able
    to reach the application then. `hosts` are the names it is known by, apart from its address.
    """

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    proxy_header: str | None = None
    hosts: tuple[str, ...] = ()


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
