"""Runs that nobody watches: the sites in turn, each within its time, and a word when something is wrong."""
