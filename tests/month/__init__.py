"""A month of hourly runs in minutes, for tests/soak/test_month.py.

`plan` says what befalls the newsroom and its archive, `zygote` takes runs without their start, `take` lets the month
pass and notes what it saw, `figures` tells it.
"""
