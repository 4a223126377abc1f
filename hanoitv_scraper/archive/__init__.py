"""What was acknowledged is there: segments of records, the runs that wrote them, and reading them back."""
