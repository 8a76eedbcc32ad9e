"""Imports other packages without what a build does not need of them.

``finding``       wraps the import of the modules in its table, whoever imports them
``libraries``     finds native libraries without compilers
``late``          gives them others' modules when they use them
``declarations``  gives WeasyPrint its C declarations, parsed (``parsed_declarations``)
"""
