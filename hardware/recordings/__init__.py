"""Recorded folders: one module a format, reader and writer side by side."""
