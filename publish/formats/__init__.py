"""The formats: each one writes a Page as a file, and has a reader that reads it back.

    data = FORMATS["pdf"].write(page)
    content = FORMATS["pdf"].read(data)

=============  ====================================================================
``discovery``  which formats there are: the folders here, and plug-ins
``channels``   the channels of a publication, one for each format by default
``proving``    the proof of outputs, each by the reader of its format
=============  ====================================================================

A new format is a folder here, with its ``FORMAT`` (:class:`publish.format.Format`), or a plug-in.
No other place lists formats.
"""

from __future__ import annotations

from collections.abc import Mapping

from publish.format import Format
from publish.formats.discovery import Found

__all__ = ["FORMATS", "Format"]

FORMATS: Mapping[str, Format] = Found()
"""Every format by its name."""
