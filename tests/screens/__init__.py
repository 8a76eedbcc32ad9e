"""EPUBs and web pages in a browser, on screens of all widths."""
