"""How fast this machine is: our path of a frame, other programs' ways, and a start in parts."""
