"""Templates under control: their language, their limits, their filters."""
