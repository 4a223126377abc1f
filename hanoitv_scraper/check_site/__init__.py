"""Does a site file still fit its site? Its selectors counted on pages, beside what the generic reader makes of them."""
