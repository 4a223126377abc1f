"""Scrapy commands of this project, in place of the stock ones of the same name."""
