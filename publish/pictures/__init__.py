"""The bytes of pictures: their kinds, their pixels, and the metadata in them."""
