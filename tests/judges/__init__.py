"""Other people's programs, as judges of what we make.

    complaints = judge("epubcheck", paths)      a tuple for each path; empty: it passes
    text = plain_text(path)                     what others read in it

A file is judged once in a run of the tests however often it is asked about, by one process that
stays for the next files where the judge allows it. A missing judge fails the test and names the
line that installs it.
"""

from tests.judges.readers import Unreadable, as_pdf, letters, metadata, pdf_text, plain_text
from tests.judges.resident import Complaints, dismiss
from tests.judges.verdicts import BY_FORMAT, JUDGES, judge, saved_by_libreoffice, summary

__all__ = [
    "BY_FORMAT",
    "JUDGES",
    "Complaints",
    "Unreadable",
    "as_pdf",
    "dismiss",
    "judge",
    "letters",
    "metadata",
    "pdf_text",
    "plain_text",
    "saved_by_libreoffice",
    "summary",
]
