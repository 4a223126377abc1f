"""Search: an index of the latest versions, made and kept fresh by the searches themselves, and what is found in it."""
