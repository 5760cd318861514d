"""The Kinect v1: libfreenect in a process of its own.

libfreenect ends, aborts or hangs the process that it runs in on several
occasions (a missing file, an unplugged cable, an unsupported mode), and it
cannot be restarted within one process. So every opened Kinect has a child
process (`child`), which copies images into shared memory (`ring`) and tells of
everything else through a pipe (`events`); `source` is the side that callers see.
"""
