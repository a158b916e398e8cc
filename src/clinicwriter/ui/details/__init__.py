"""The form of an article's details, and its outline."""
