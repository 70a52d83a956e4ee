"""What we run: data only."""
