"""Lines that WeasyPrint breaks one by one, broken with the whole paragraph in view."""
