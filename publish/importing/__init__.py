"""Imports other packages without what a build does not need of them.

``finding``       wraps the import of the modules in its table, whoever imports them
``libraries``     finds native libraries without compilers
``late``          gives them others' modules when they use them
``selectors``     gives cssselect2 selectors that are compiled when they are needed
``sheets``        parses a stylesheet of WeasyPrint's own when it is needed
``modules``       finds and reads modules of packages with less to do for each
``expressions``   keeps the regular expressions that modules compile
``declarations``  gives WeasyPrint its C declarations, parsed (``parsed_declarations``)
"""
