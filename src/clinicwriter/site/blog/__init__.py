"""What a finished site has for all its articles together: lists, tag pages, the feed, the sitemap."""
