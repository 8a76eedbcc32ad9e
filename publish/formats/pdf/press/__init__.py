"""Press editions: PDF/X-4 (ISO 15930-7) and PDF/X-1a:2003 (ISO 15930-4).

=====================  ============================================================
``finish``             the whole: from the file that WeasyPrint wrote to the one for print
``condition``          the printing condition: its profile and output intent
``colors``             colors of type and vectors, as inks
``geometry``           matrices and boxes
``contents``           content streams with inks, and overprint where it is safe
``drawing``            the state of a stream while it is rewritten
``resources``          color spaces, shadings, groups and masks
``pictures``           pictures as CMYK, each with its ink and pixels an inch
``opaque``             transparency taken out, for X-1a
``links``              links as data in the tags, since no annotation may be on the page
``sheets``             boxes, blank pages
``marks``              crop marks, registration marks, color bars and the slug line
``identity``           the metadata of the standard
``remarks``            what a printer would complain about
=====================  ============================================================
"""
