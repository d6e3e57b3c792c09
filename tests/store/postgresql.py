"""A PostgreSQL server of the tests' own: made in a new folder, reached through a socket there, gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_USER = "postgres"


def programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return Path(found).parent if found else (debian[-1].parent if debian else None)


@contextmanager
def server(folder_of_programs: Path) -> Iterator[str]:
    """Give the URL of a running server without the name of a database; root runs it as another user."""
    folder = Path(tempfile.mkdtemp(prefix="servanda-pg-"))
    account = None if os.geteuid() else pwd.getpwnam(_USER)
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [folder_of_programs / program, *arguments], check=True, capture_output=True, cwd=folder,
            user=account.pw_uid if account else None, group=account.pw_gid if account else None,
        )  # fmt: skip

    data = str(folder / "data")
    try:
        run("initdb", "-D", data, "-U", _USER, "--auth=trust", "--encoding=UTF8", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        run("pg_ctl", "-D", data, "-w", "-o", options, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql://{_USER}@/{{}}?host={quote(str(folder), safe='')}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
