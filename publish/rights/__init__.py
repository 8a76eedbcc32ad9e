"""Rights: the licenses, and the demands of each."""
