"""Statements about a picture in linked data (JSON-LD), in a Page and in a web page."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from publish.content import Statements


def statements(node: Mapping[str, Any]) -> Statements:
    """A picture's node, each value as JSON; its address is the name of its file."""
    name = posixpath.basename(unquote(urlsplit(str(node.get("contentUrl"))).path))
    return {
        key: (json.dumps(value, ensure_ascii=False, sort_keys=True),)
        for key, value in {**node, "contentUrl": name}.items()
    }
