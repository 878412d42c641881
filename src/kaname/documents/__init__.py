"""Files in, text with offsets out: what was written, by whom, when.

:func:`read` turns a file into a :class:`Document`; a :class:`Library` keeps documents in a workspace
and finds phrases in them; a :class:`Bibliography` says what they are.
"""

from kaname.documents.bibliography import Bibliography
from kaname.documents.citing import format_citation
from kaname.documents.document import Document
from kaname.documents.library import Library
from kaname.documents.reading import read, read_bytes_as
from kaname.documents.search import Hit

__all__ = ["Bibliography", "Document", "Hit", "Library", "format_citation", "read", "read_bytes_as"]
