"""Whether an archive holds what its run files vouch for; what is found is told, and never mended."""
