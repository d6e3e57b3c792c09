"""Kills `servanda add` at random moments and looks at what is left: nothing reported may be lost, nothing doubled.

    python benchmarks/kill_add.py DOCUMENTS.jsonl [TIMES] [STORE]

DOCUMENTS are JSON lines with id and text; TIMES is 50; STORE is a new folder, or the URL of an empty PostgreSQL database.
Exit code 1 where something was lost or doubled. At the end the rest is added, and every document must be there once.
"""

import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from servanda.store import open_store
from servanda.store.schema import codings, documents

SERVANDA = Path(sys.executable).parent / "servanda"


def killed_add(file: str, place: str, after: float, from_first_word: bool) -> list[str]:
    """Start an add, kill it so many seconds after its start or its first word, return what it reported as kept."""
    command = [SERVANDA, "add", file, "--store", place, "--json"]
    lines = list[str]()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        timer = threading.Timer(after, process.kill)
        if not from_first_word:
            timer.start()
        for line in process.stdout or ():
            lines.append(line)
            if from_first_word and '"kept"' in line and not timer.ident:
                timer.start()
        timer.cancel()
    rows = [json.loads(line) for line in lines if line.endswith("\n")]
    return [str(row["id"]) for row in rows if row["state"] == "kept"]


def kept_in(place: str) -> tuple[Counter[str], int]:
    """Return how often each document is in a store, and how many of them have not exactly one newest coding."""
    store = open_store(place)
    with store.reading() as connection:
        ids = Counter(str(json.loads(one)) for one in connection.execute(select(documents.c.id)).scalars())
        newest = Counter(connection.execute(select(codings.c.document).where(codings.c.newest == 1)).scalars())
    store.close()
    return ids, sum(ids.values()) - sum(count == 1 for count in newest.values())


def main() -> int:
    """Kill, look, resume; print what was found."""
    file, times = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 50
    wanted = {str(json.loads(line)["id"]) for line in Path(file).read_text("utf-8").splitlines() if line.strip()}
    with tempfile.TemporaryDirectory() as folder:
        place = sys.argv[3] if len(sys.argv) > 3 else folder
        reported, lost, doubled = list[str](), 0, 0
        for n in range(times):
            chance = random.Random(n)
            early = n % 5 == 0
            reported += killed_add(file, place, chance.uniform(0.5, 8) if early else chance.expovariate(1), not early)
            ids, odd = kept_in(place)
            lost += sum(ids[one] == 0 for one in reported) + odd
            doubled += sum(count > 1 for count in ids.values())
            sys.stdout.write(f"killed {n + 1}: {sum(ids.values())} kept, {lost} lost, {doubled} doubled\n")
            sys.stdout.flush()
        began = time.perf_counter()
        subprocess.run([SERVANDA, "add", file, "--store", place], check=True, stderr=subprocess.DEVNULL)
        ids, odd = kept_in(place)
        whole = set(ids) == wanted and odd == 0 and set(ids.values()) == {1}
        sys.stdout.write(f"resumed in {time.perf_counter() - began:.0f} s: {'whole' if whole else 'NOT whole'}\n")
    return int(bool(lost or doubled or not whole))


if __name__ == "__main__":
    sys.exit(main())
