"""The places of the article's metadata and the pictures' credits in every format.

=================  =================================================================
``article/``       the fields of an article by subject: one row each
``fields``         all of these rows in order, and what each format gets of them
``row``            what a row is; ``types`` and ``words``: the types of its values
``credits``        the rows of a picture's credit
``credit_table``,  the credits as CSV and as JSON-LD, beside the files
``credit_graph``
``beside``         what PDF, EPUB and DOCX say of pictures apart from their bytes
``agreement``      do two statements say the same?
``property``       the value that all tables give: a name, a kind, its values
``namespaces``     prefixes, and the descriptions that PDF/A demands (``extension``)
``xmp``            packets: written, read, merged
=================  =================================================================
"""
