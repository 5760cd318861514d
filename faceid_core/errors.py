"""Errors of recognition. A frame without a usable face is not one of them: see `Retry`.

Exception
 +-- FaceIdError
     +-- WeightsError                  file missing, changed, or of another encoder
     +-- FaceModelError                the morphable face model cannot be read
     +-- DatasetError                  a folder of people cannot be evaluated
     +-- TrainingError                 a training run cannot start or go on
     +-- WorkError                     worker processes cannot be had, or died
     +-- EnrollmentError               the sweep ended before enough poses were seen
     +-- TemplateError
         +-- TemplateNotFoundError
         +-- TemplateCorruptError
         +-- TemplatePermissionError   others may read or change the file
         +-- IncompatibleTemplateError
         +-- VaultError                what seals the templates is damaged or missing
             +-- VaultLockedError      its key needs the passcode or the keyring first
     +-- TrustError
         +-- PasscodeError             a passcode that cannot be taken
         +-- StateDamagedError         the record of past attempts cannot be read
         +-- AuditError                the log is not as it was written
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


class WorkError(FaceIdError):
    """Worker processes cannot be had, or died."""


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


class VaultError(TemplateError):
    """What seals the templates is damaged, missing, or of somebody else."""


class VaultLockedError(VaultError):
    """The vault's key cannot be had yet; the message says what opens it."""


class TrustError(FaceIdError):
    """The policy cannot be asked or written; whoever asks stays locked out."""


class PasscodeError(TrustError):
    """This passcode cannot be taken."""


class StateDamagedError(TrustError):
    """The record of past attempts cannot be read."""


class AuditError(TrustError):
    """The log is not as it was written; the message names the first bad entry."""
