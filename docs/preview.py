"""The picture beside a link to a page, drawn from docs/preview.html: 1200 by 630 pixels, as the Open Graph protocol has it.

python docs/preview.py    needs playwright and Chromium; CHROMIUM names another one
"""

from pathlib import Path

from playwright.sync_api import sync_playwright
from screenshots import CHROMIUM, FLAGS

HERE = Path(__file__).parent
PICTURE = HERE.parent / "src" / "servanda" / "web" / "static" / "img" / "preview.png"


def main() -> None:
    """Write the picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--allow-file-access-from-files"])
        page = browser.new_page(viewport={"width": 1200, "height": 630})
        page.goto((HERE / "preview.html").as_uri(), wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
