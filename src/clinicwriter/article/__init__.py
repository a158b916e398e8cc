"""An article as a value: bytes in, bytes out."""
