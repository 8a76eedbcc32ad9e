"""Elements that a box is made into: a callout number, recommendations."""
