"""The proof: every output, read back with other libraries than wrote it, says what its Page says.

======================  ============================================================
``testimony``           what a file says, in one shape for all formats
``page``                what it should say: the Page's testimony
``readers``             READERS, one per format: ``pdf``, ``epub``, ``docx``
``comparing``           the two compared, aspect by aspect
``aspects``             words, headings, pictures, credits, links …
``statements``          the metadata, row by row of ``publish.metadata.fields``
``remedies``            what to do about a difference, where more is known
``overruns``            what is cut off at the edge of a page
``glyphs``              characters without a glyph, and the fonts that have one
``report``              the proof of a whole set of outputs, and its table
======================  ============================================================

Rules: proof-words, proof-heading, proof-figure, proof-decoration, proof-alt, proof-caption,
proof-credit, proof-credit-embedded, proof-link, proof-reference, proof-metadata, proof-off-page,
proof-unreadable, glyph-missing.
"""

from publish.proof.comparison import compare
from publish.proof.content import Testimony
from publish.proof.readers import READERS
from publish.proof.readers.page import read_page
from publish.proof.report import Report, table, verify

__all__ = ["READERS", "Report", "Testimony", "compare", "read_page", "table", "verify"]
