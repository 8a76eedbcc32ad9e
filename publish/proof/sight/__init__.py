"""Whether a reader can see what must be seen: credits, notices, stamps, withheld pictures' boxes.

===============  =================================================================
``owed``         the texts of a Page that must be seen
``stylesheets``  a stylesheet as rules, each with the conditions that it depends on
``values``       lengths and colors of CSS in points and sRGB
``properties``   every property of CSS: harmless, or the question whether it hides
``cascade``      the style of an element in one state: a medium, a color scheme
``judging``      an element with all around it: hidden, too small, too faint
``markup``       all owed elements of a document, in all states
``outlines``     letters that a font in the file draws as nothing
``ink``          a PDF painted with and without the owed text
===============  =================================================================
"""
