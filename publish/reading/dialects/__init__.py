"""Marks of other houses: what they look like, whose they are, what to write here instead.

The tables serve whoever meets such a mark: the check of an article's text, the mends of raw
HTML, and an import. A new mark is a row in one of them and a sample in
``tests/reading/dialects.toml``.

``mark``          :class:`Mark`, a row of the tables
``text``          marks in running text
``lines``         marks that take a line
``typed``         what people type, and Word leaves behind
``pictures``      marks that show a picture: losing one loses a credit
``edits``         comments, deletions and conflicts: publishing them publishes what was cut
``emoji``         emoji of several characters
``placeholders``  texts that hold the place of others
``layout``        blocks that Markdown reads otherwise than they were meant
``html``          HTML elements, and what to write here instead
``by_hand``       what people set by hand where a mark does the work; so are ``typed_notes``,
                  ``typed_references`` and ``foreign_quotes``
``blocks``        the blocks that they walk over
``find``          the walk that notes them
"""
