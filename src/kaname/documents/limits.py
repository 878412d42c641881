"""How much a file may hold. A file is hostile until parsed: these are checked before and while parsing."""

MAX_FILE_BYTES = 64 * 1024 * 1024
"""Bytes of any one file."""

MAX_CHARACTERS = 5_000_000
"""Code points of the text taken from one file (about 3,000 pages)."""

MAX_PDF_PAGES = 400
"""Pages of one PDF; a longer one is refused, because its text would take minutes to read."""

MAX_PDF_MEMORY_BYTES = 2 * 2**30
"""Memory that reading one PDF may take."""

MAX_PDF_SECONDS = 120
"""Time that reading one PDF may take."""

MAX_HTML_BYTES = 10 * 1024 * 1024
"""Bytes of one HTML page."""

MAX_HTML_DEPTH = 200
"""Levels of nesting of one HTML page (libxml2 itself stops at 256)."""

MAX_HTML_ELEMENTS = 200_000
"""Elements of one HTML page."""

MAX_BIBLIOGRAPHY_BYTES = 32 * 1024 * 1024
"""Bytes of one bibliography."""
