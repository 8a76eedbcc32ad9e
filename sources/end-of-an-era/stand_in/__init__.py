"""The scene of the stand-in picture, modelled in meters and drawn in perspective with Pillow."""
