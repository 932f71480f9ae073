"""The page at / in a real Chromium, before the real service."""
