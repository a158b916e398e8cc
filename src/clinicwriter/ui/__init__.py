"""Everything Qt, one package a pane."""
