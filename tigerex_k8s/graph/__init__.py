"""Declarations linked into nodes and edges, which everything else is a reading of."""
