"""Take the README's pictures of the example brief (for maintainers; needs Debian's Chromium).

usage: .venv/bin/python tools/pictures.py demo
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]


def main(briefs: Path, pictures: Path) -> None:
    """Save the top of the English and Japanese briefs as PNG."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for language in ("en", "ja"):
            page = browser.new_page(viewport={"width": 1200, "height": 1150}, reduced_motion="reduce")
            page.goto((briefs / f"brief.{language}.html").resolve().as_uri())
            page.screenshot(path=pictures / f"brief.{language}.png")
        browser.close()


main(Path(sys.argv[1]), Path("docs/images"))
