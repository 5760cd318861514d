"""What the core says in English, in the window's language.

The core's own sentences stand here once more, as literals, because translators
find only those.
"""

from __future__ import annotations

from .language import tr

NOT_SOMEBODY = "This is not "  # and a name, see `faceid_core.lock.refusal`


def translated(text: str) -> str:
    """Translate a hint or a reason of the core; what is not known stays as it is."""
    if text.startswith(NOT_SOMEBODY):
        return tr("This is not {name}").format(name=text.removeprefix(NOT_SOMEBODY))
    return _texts().get(text, text)


def _texts() -> dict[str, str]:
    return {
        "Look at the camera": tr("Look at the camera"),
        "Only one person, please": tr("Only one person, please"),
        "Move closer": tr("Move closer"),
        "Move back a little": tr("Move back a little"),
        "Center your face": tr("Center your face"),
        "Turn toward the camera": tr("Turn toward the camera"),
        "More light, please": tr("More light, please"),
        "The sensor measures too little depth here": tr(
            "The sensor measures too little depth here"
        ),
        "Hold still": tr("Hold still"),
        "Uncover your face": tr("Uncover your face"),
        "Look straight at the camera": tr("Look straight at the camera"),
        "Move your head slowly to complete the circle": tr(
            "Move your head slowly to complete the circle"
        ),
        "Move your head around once more": tr("Move your head around once more"),
        "The first circle is complete": tr("The first circle is complete"),
        "Turn your head a little further": tr("Turn your head a little further"),
        "Turn your head a little further up": tr("Turn your head a little further up"),
        "Turn your head a little further to the right": tr(
            "Turn your head a little further to the right"
        ),
        "Turn your head a little further down": tr("Turn your head a little further down"),
        "Turn your head a little further to the left": tr(
            "Turn your head a little further to the left"
        ),
        "Turn your head a little less": tr("Turn your head a little less"),
        "This looks like somebody else. Only one person, please": tr(
            "This looks like somebody else. Only one person, please"
        ),
        "This does not look like the enrolled person": tr(
            "This does not look like the enrolled person"
        ),
        "The second circle showed somebody else than the first": tr(
            "The second circle showed somebody else than the first"
        ),
        "Your face is enrolled": tr("Your face is enrolled"),
        "This looks like a flat picture, not a face": tr(
            "This looks like a flat picture, not a face"
        ),
        "This looks like a bent picture, not a face": tr(
            "This looks like a bent picture, not a face"
        ),
        "This face could not be judged": tr("This face could not be judged"),
        "Nobody is enrolled yet": tr("Nobody is enrolled yet"),
        "Checking": tr("Checking"),
        "Locked. Look away, then back, to unlock": tr("Locked. Look away, then back, to unlock"),
        "The face was never seen clearly from the front. Look straight at the camera.": tr(
            "The face was never seen clearly from the front. Look straight at the camera."
        ),
        "The second circle showed somebody else than the first. Start again.": tr(
            "The second circle showed somebody else than the first. Start again."
        ),
    }
