"""What can be added to Publish, a module each with its ``ADDITION``; the tests find them here."""
