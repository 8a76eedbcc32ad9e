"""Work that is kept from one process to the next."""
