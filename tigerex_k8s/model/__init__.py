"""What a person declares: frozen, inert values that refuse unknown fields."""
