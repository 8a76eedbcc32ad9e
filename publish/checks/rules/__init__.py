"""Rules, by subject. Each :class:`~publish.checks.rule.Rule` at the top of a module here is asked.

No list names them: :mod:`publish.checks` finds them.
"""
