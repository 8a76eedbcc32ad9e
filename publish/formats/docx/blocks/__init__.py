"""The walk through the markup: each element becomes blocks of the model."""
