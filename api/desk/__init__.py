"""The approval desk: check, admit, verify, diff."""
