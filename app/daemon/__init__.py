"""The daemon: recognition for programs that ask over D-Bus, with data of root's own.

settings, service    what it is told; starting and ending it
observer, light      one thread that owns the sensor and the models; jobs get what it sees
accounts             what is kept of each user, ready to be compared with
verifications, enrollments, watch, owners_return, watches    the jobs, and who wants them
callers, programs, authority, at_screen    who asks, what for, and whether that is permitted
bus, names, variants, errors, doors        D-Bus as the two interfaces need it
fprint_manager, fprint_device, fprint_words    net.reactivated.Fprint, with a face for a finger
own_interface, verify_options, lending, memory    org.faceid.Daemon1
"""
