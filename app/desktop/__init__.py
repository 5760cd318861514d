"""The desktop around the daemon: its system files, installed and taken away, and who stands at
the machine."""
