"""What a theme's stylesheets may say; see :func:`check_sheet`."""

from publish.composing.theme.sheets.walk import Unsound, check_sheet, check_value

__all__ = ["Unsound", "check_sheet", "check_value"]
