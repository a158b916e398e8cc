"""The dialog that shows an export's plan."""
