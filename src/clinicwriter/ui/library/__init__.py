"""The list of a site's articles and drafts."""
