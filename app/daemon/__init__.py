"""The daemon: recognition for programs that ask over D-Bus, with data of root's own.

settings        what its options and its file say
accounts        what is kept of each user, ready to be compared with
observer        one thread that owns the sensor and the models; jobs get what it sees
verifications   one answer for one client, in time
bus             calls to other services, and who has left the bus
callers         who asks, and what for
fprint_manager  net.reactivated.Fprint.Manager, as fprintd speaks it
fprint_device   net.reactivated.Fprint.Device, with a face for a finger
service         starts it all, and ends it all
"""
