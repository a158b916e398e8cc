"""What the program says about itself: its version, what is inside it, and newer versions."""
