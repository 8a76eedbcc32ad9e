"""Charts: numbers become a drawing in a theme's colors and fonts, the same bytes every time."""
