"""Measures laid-out pages, and says in words what an editor would object to."""
