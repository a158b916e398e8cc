"""What `dev.py` is made of: the set-up (standard library only), and the programs that it runs."""
