"""Screenshots of the pages, light, dark and as on a phone.

python docs/screenshots.py ADDRESS FOLDER [NAME=]PATH...    needs playwright and Chromium; CHROMIUM names another one

A picture is named after its path unless it is given a name: entry=/ledger/entry-578dc781a62e8506.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run"]
LONGEST, PATIENCE = 2200, 180_000
SHAPES = {"light": (1360, 900, "light"), "dark": (1360, 900, "dark"), "phone": (390, 844, "light")}


def shoot(browser: Browser, address: str, folder: Path, given: str) -> None:
    """Write the pictures of one page; as on a phone, of the whole page up to LONGEST pixels."""
    name, path = ("", given) if given.startswith("/") else given.split("=", 1)
    name = name or path.strip("/").split("?")[0].replace("/", "-") or "first"
    for shape, (width, height, colours) in SHAPES.items():
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=colours)  # type: ignore[arg-type]
        page.set_default_timeout(PATIENCE)
        page.goto(address.rstrip("/") + path, wait_until="networkidle")
        whole = page.evaluate("document.documentElement.scrollHeight") if shape == "phone" else height
        clip = {"x": 0, "y": 0, "width": width, "height": min(whole, LONGEST)}
        page.screenshot(path=folder / f"{name}-{shape}.png", full_page=shape == "phone", clip=clip)  # type: ignore[arg-type]
        page.close()


def main(address: str, folder: Path, paths: list[str]) -> None:
    """Write the pictures of all pages."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for path in paths:
            shoot(browser, address, folder, path)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
