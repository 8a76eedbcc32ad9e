"""Rights: the licenses there are, and what each demands."""
