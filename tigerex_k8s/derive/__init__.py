"""Pure readings of the graph: one output a file, each a function to a frozen value."""
