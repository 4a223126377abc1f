"""Whether a site's runs are as they usually are: read off the run files alone, told in lines for a person."""
