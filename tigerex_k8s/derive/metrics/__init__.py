"""Where each metric comes from, as a table; what nothing asks for is not in it, the contract of services apart."""
