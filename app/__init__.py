"""What people see: the window, the command line, and the desktop. Holds no algorithm."""

__version__ = "0.1.0"
