"""Articles of every inline beside every other, in every block, put before our own proof."""
