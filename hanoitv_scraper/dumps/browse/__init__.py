"""A SQLite dump in Datasette: what its pages say, and its canned queries. `python -m` of this folder serves one."""
