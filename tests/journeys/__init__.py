"""Whole ways through the product, in a real browser, on the demo's town."""
