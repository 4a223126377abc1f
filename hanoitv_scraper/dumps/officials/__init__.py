"""The register of officials: who was quoted, over all articles, in which offices, and when."""
