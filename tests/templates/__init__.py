"""Every template, rendered alone with sample pages: what the views must bring, and what HTML must hold."""
