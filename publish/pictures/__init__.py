"""The bytes of pictures: file kinds, pixels, and the metadata inside."""
