"""Templates under control: what they may say, what they may use up, which filters they have."""
