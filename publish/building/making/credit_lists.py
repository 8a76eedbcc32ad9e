"""The lists of credits beside the outputs: a table for people, a graph for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from publish.composing.wording.credits import in_words
from publish.metadata.credit_graph import credit_graph
from publish.metadata.credit_table import credit_table
from publish.model.article import Image, Metadata

TABLE, GRAPH = "credits.csv", "credits.json"
NAMES = (TABLE, GRAPH)


def credit_lists(
    metadata: Metadata, images: Sequence[Image], labels: Mapping[str, str]
) -> dict[str, bytes]:
    """Both files by name, for these pictures of an article; the same input, the same bytes.

    ``labels`` are the theme's words in the article's language: a credit has the same
    words here as at the picture.
    """
    shown = in_words(labels)
    return {
        TABLE: credit_table(images, shown),
        GRAPH: credit_graph(metadata, images, shown),
    }
