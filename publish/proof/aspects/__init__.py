"""The aspects in which a file is compared with its page: one file each."""
