"""Where the article's metadata and the pictures' credits go, in every format.

========================  ==========================================================
``fields``                the one table: a row per field of the article, a column per place
``credits``               the same for pictures: a row per field of a credit
``property``              the value both speak in: a name, a kind, its values
``namespaces``            prefixes, and what PDF/A wants to be told about them
``xmp``                   packets: written, read, merged
``picture``               a packet into a picture's bytes and out again (JPEG, PNG, WebP)
========================  ==========================================================
"""
