"""Lines: where they break, with the whole paragraph in view, and the order of their words."""
