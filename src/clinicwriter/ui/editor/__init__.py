"""The Markdown pane."""
