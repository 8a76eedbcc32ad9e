"""The proof: every output, read back with other libraries than wrote it, equals its Page.

==============  ====================================================================
``content``     what a file says, in one shape for all formats
``readers``     what reads it, one for each format, and ``page`` for the Page itself
``comparison``  the two compared, aspect by aspect
``aspects``     words, headings, pictures, credits, links, metadata …
``remedies``    how to mend a difference, where more is known
``report``      the proof of a whole set of outputs, and its table
==============  ====================================================================

Rules: proof-words, proof-heading, proof-figure, proof-decoration, proof-alt, proof-caption,
proof-credit, proof-credit-invisible, proof-credit-embedded, proof-link, proof-reference,
proof-metadata, proof-off-page, proof-unreadable, glyph-missing.
"""

from publish.content import Content
from publish.proof.comparison import compare
from publish.proof.readers.page import read_page
from publish.proof.report import Report, table

__all__ = ["Content", "Report", "compare", "read_page", "table"]
