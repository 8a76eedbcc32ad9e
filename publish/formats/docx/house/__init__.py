"""A house's own Word file: its styles, page, headers and footers win over the theme's.

============  ===========================================================================
``reference`` the file, opened with limits
``styles``    its styles in a document; ``properties``: their order and inheritance
``grounds``   the theme's boxes, in which its colors must be read
``pages``     its paper, headers and footers
``taking``    all of it for one document, and the report of what came from where
============  ===========================================================================
"""
