"""Where the article's metadata and the pictures' credits go, in every format.

========================  ==========================================================
``fields``                the one table: a row per field of the article, a column per place
``credits``               the same for pictures: a row per field of a credit
``property``              the value both speak in: a name, a kind, its values
``namespaces``            prefixes, and what PDF/A wants to be told about them
``xmp``                   packets: written, read, merged
``picture``               a picture as it is published: its packet in it, what is private not
``jpeg``, ``png`` …       the kinds of picture (also ``webp``, ``gif``, ``svg``), a module each;
                          ``extended`` is XMP that is too long for a segment of a JPEG
``private``               what is private, and the words of ``keep:`` that leave it in
``exif``, ``iim``         older fields, brought in line with the credit; ``tiff`` is EXIF's form
``content_credentials``   signed statements that any change of a picture's bytes would break
``beside``                what PDF, EPUB and DOCX say of pictures apart from their bytes
========================  ==========================================================
"""
