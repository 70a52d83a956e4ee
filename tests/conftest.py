"""What every test may use."""

from tests.support.tally import pytest_terminal_summary

__all__ = ["pytest_terminal_summary"]
