"""Charts: numbers read, scales, drawings."""
