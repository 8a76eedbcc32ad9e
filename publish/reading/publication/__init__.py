"""``publish.toml`` and ``withdrawn.toml``: settings shared by the articles of a publication."""
