"""An article's history, from the archive alone: its versions as a readable diff, and when it was looked at."""
