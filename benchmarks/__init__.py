"""Measurements beside the project: how well and how fast pages are read, next to other readers."""
