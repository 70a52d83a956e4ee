"""Typed bindings of the custom resources in use, written by `make imports`; imported under TYPE_CHECKING only."""
