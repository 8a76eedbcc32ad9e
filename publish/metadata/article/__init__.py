"""An article's fields, a module for each subject; :mod:`publish.metadata.fields` orders them."""
