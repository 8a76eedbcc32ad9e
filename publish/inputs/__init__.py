"""Inputs of a set of files: all that it was made from, and whether any of it has changed.

Nothing heavy is imported here: that a set needs no build is known before a build could begin.
"""
