"""What `hanoitv` can do, a module a verb: its HELP, its arguments, and `run`, which returns an exit code.

They are imported for each command line, so they import what is heavy within `run`.
"""
