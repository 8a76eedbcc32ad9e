"""Fetches pictures together with their credits.

The only room that uses the network, and only when an editor asks for a picture.
"""
