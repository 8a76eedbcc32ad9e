"""Article + theme → Page: templates, tokens, words, and the cascade that also styles Word."""
