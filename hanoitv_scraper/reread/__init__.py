"""Stored pages read again with today's rules: this is how better rules reach the past."""

from hanoitv_scraper.reread.stored_page import decode_content, read_again, to_page

__all__ = ["decode_content", "read_again", "to_page"]
