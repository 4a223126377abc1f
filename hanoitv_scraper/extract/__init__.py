"""Pure functions that read an article's fields off a page, one module a noun."""
