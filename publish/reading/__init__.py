"""Reading: a folder with ``article.md`` and its pictures becomes an Article."""

from publish.reading.folder import read
from publish.reading.publication.settings import publication_of

__all__ = ["publication_of", "read"]
