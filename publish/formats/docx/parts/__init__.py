"""The parts of the package: the model written as XML."""
