"""Articles of our own, written like real ones with people who do not exist, each quote labelled by reading; a scorer.

Each set of articles (the letter in a file's name) was written and labelled without sight of the rules, and scored once
before any rule was changed for it; docs/quotes.md tells what it got then.
"""
