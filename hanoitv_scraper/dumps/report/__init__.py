"""A report: what an archive tells, as one page that opens anywhere."""
