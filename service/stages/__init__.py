"""The stages, one file or folder each; no stage imports another."""
