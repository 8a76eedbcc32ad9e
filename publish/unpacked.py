"""Names of folders that a set has beside files which are those folders in a ZIP.

A web page is one file, so that it is proved, hashed, sent and kept like any other, and the same
files in a folder, so that a web server, or a browser, can take it as it is.
"""

from __future__ import annotations

import re

_FOLDER_IN_A_ZIP = re.compile(r"(?P<stem>[a-z0-9-]+)\.(?P<kind>[a-z0-9]+)\.zip")


def folder_of(name: str) -> str | None:
    """``ferry-html`` for ``ferry.html.zip``; None for a file that is not unpacked."""
    found = _FOLDER_IN_A_ZIP.fullmatch(name)
    return f"{found['stem']}-{found['kind']}" if found else None
