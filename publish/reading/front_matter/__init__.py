"""The front matter: YAML as a tree with places, and the schema that reads it."""
