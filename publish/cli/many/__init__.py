"""``publish build`` for many articles, here and in stores."""
