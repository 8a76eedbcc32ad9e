"""Credits that people type into captions: a small grammar, whose words are a table."""
