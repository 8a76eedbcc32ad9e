"""Editing: an article's front matter changed in place, and nothing else of it.

Whoever wrote the file finds it again: comments, order, quotes, line ends and
the body are the same to the byte.
"""

from publish.editing.front_matter import Change, change

__all__ = ["Change", "change"]
