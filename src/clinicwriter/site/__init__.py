"""A site folder: its kind, its habits, its articles, and what an export will write."""
