"""Pure text work. Strings and offsets in, frozen values out; no files but the package's data, no clock, no network."""
