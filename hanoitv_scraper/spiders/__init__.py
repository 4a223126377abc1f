"""One spider for each site file; spiders find links and yield pages, they extract nothing."""
