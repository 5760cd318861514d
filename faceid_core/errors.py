"""Errors of recognition. A frame without a usable face is not one of them: see `Retry`.

Exception
 +-- FaceIdError
     +-- WeightsError                  file missing, changed, or of another encoder
     +-- FaceModelError                the morphable face model cannot be read
     +-- DatasetError                  a folder of people cannot be evaluated
     +-- TrainingError                 a training run cannot start or go on
     +-- EnrollmentError               the sweep ended before enough poses were seen
     +-- TemplateError
         +-- TemplateNotFoundError
         +-- TemplateCorruptError
         +-- TemplatePermissionError   others may read or change the file
         +-- IncompatibleTemplateError
"""


class FaceIdError(Exception):
    """Base class of every error raised by `faceid_core`."""


class WeightsError(FaceIdError):
    """Pretrained weights are missing, were changed, or do not fit the encoder."""


class FaceModelError(FaceIdError):
    """The morphable face model, or a texture for it, cannot be read."""


class DatasetError(FaceIdError):
    """A folder of people has another layout, or too little in it to be evaluated."""


class TrainingError(FaceIdError):
    """A training run cannot start or go on in its folder."""


class EnrollmentError(FaceIdError):
    """Too few poses were seen to make a template."""


class TemplateError(FaceIdError):
    """Base class of template errors."""


class TemplateNotFoundError(TemplateError):
    """Nobody has enrolled under this name."""


class TemplateCorruptError(TemplateError):
    """The stored template cannot be read; enroll again."""


class TemplatePermissionError(TemplateError):
    """Others may read or change the stored template, so it is not trusted."""


class IncompatibleTemplateError(TemplateError):
    """The template was made by another encoder; enroll again."""
