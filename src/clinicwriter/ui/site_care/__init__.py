"""Looking after the site: which of several it is, what it is made with, what in it is old or unused."""
