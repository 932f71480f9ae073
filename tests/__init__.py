"""The tests: one file a room; real parts, no network beyond this machine."""
