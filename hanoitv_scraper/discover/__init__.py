"""Where articles' URLs come from: list pages, feeds, sitemaps."""
