"""Themes: their files, tokens, fonts, stylesheets and templates."""
