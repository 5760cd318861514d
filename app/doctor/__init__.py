"""What is right and wrong on this machine, and how to mend it. Nothing here changes anything.

finding        what a check tells, and the machine that it looks at
program        Python and packages
usb, driver    is a Kinect there, may it be opened, who holds it
models         networks and calibration
look           five seconds of the source
people         templates and their vault
policy         the lock's rules, the log
installation   what faceid install wrote, and the daemon's own data
bus            who answers on D-Bus
daemon_status  what the daemon says of itself
pam            who asks for a face
session        desktop and lockers
examination    all of them in order, each within its time
page           the result for people and for programs
bundle         the result to be sent, without names
"""
