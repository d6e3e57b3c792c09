"""Views: what a page shows, as plain values that a template only has to write down. Nothing here knows of requests."""
