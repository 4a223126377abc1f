"""Tables for analysts."""
