"""``publish.toml`` and ``withdrawn.toml``: what the articles of a publication share."""
