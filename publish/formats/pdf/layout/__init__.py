"""The layout by WeasyPrint: one module for each fault that is mended."""
