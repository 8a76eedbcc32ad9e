"""Acquiring: pictures fetched from where they are offered, with their credit.

The only room that uses the network, and only when an editor asks for a picture.
"""
