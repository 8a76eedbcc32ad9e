"""The names by which a page marks formulas (MathML 3 §2.1.2, §5.1)."""

MATHML = "http://www.w3.org/1998/Math/MathML"
TEX = "application/x-tex"
"""The encoding of the annotation that holds the LaTeX."""
