"""What can be added to Publish, a module each; the tests find them here.

Each has its ``ADDITION``, and ``prove()``, which runs in the root of the copy that holds it and
raises where the addition does not work.
"""
