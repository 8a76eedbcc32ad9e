"""Where each block comes from in the article's source: the way back for what partners return.

``kinds`` names what every block is, ``lines`` finds it in the source, ``part`` writes the map as
custom XML. Each block has a hidden bookmark, since other programs keep those when they save.
"""
