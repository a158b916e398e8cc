"""The live preview pane."""
