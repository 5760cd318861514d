"""The window of Face ID; `start` opens it. Its language and settings are also the tray's."""
