"""The model: frozen values for an article, its credits, its publication and its people."""
