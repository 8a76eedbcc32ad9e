"""The intake of copy: a file of another program becomes a folder in ``sources/``.

``docx`` reads a Word file into ``model``, a small document of frozen values; ``arranging`` finds
its title, lists, figures and captions; ``markdown`` writes it in our own dialect; ``proving``
compares the words of both files with the list of what was left out. Nothing is written until all
words are accounted for.
"""
