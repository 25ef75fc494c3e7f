"""Every template, rendered alone with sample pages."""
