"""The Vietnamese language as data (word lists, one entry a line) and the normalising of its text."""
