"""Limits of a theme's stylesheets; see :func:`check_sheet`."""

from publish.composing.theme.sheets.walk import Unsound, check_sheet, check_value

__all__ = ["Unsound", "check_sheet", "check_value"]
