"""Keeps work that depends on a theme, a language, a picture and this machine, for the next process.

``store``   bytes by the hash of their inputs, in a folder of the user's
``kept``    the value that building hands to stages, and that they ask
``values``  frozen values as bytes: JSON, with a closed table of classes
"""
