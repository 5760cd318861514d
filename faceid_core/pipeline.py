"""The one path of a frame. The window, the commands, tests and evaluation all walk it."""
