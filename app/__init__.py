"""What people see: the window, the command line, and the desktop. Holds no algorithm."""
