"""net.reactivated.Fprint.Device, as fprintd 1.94 speaks it, with a face for a finger.

The silent variant: no finger is ever asked for, nobody there is `verify-disconnected`, so
that the password's prompt comes at once, and nothing is said in between (some lockers
hang at a text). Every finger stands for the one face; it is listed as the right index.
"""

# No postponed annotations here: dbus-fast reads them, and takes a postponed None for a type.

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Annotated, Any

from dbus_fast import PropertyAccess
from dbus_fast.annotations import DBusBool, DBusInt32, DBusSignature, DBusStr
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from . import fprint_words
from .accounts import Account
from .authority import MANAGE
from .bus import tell
from .callers import Caller
from .doors import Doors
from .errors import answers_fprint_errors, fprint_error
from .names import FPRINT_DEVICE, FPRINT_DEVICE_PATH

logger = logging.getLogger(__name__)

_StatusPair = Annotated[tuple[str, bool], DBusSignature("sb")]
_Names = Annotated[list[str], DBusSignature("as")]


@dataclass
class _Claim:
    """Who uses the reader.

    Attributes:
        caller: The client.
        account: Whose face it is about.
        action: What is going on, until it is stopped.
    """

    caller: Caller
    account: Account
    action: asyncio.Task[None] | None = None


class FprintDevice(ServiceInterface):
    """The face as a reader that one client at a time claims.

    A client that leaves without `Release` (pam_fprintd does) has released.
    """

    def __init__(self, doors: Doors) -> None:
        super().__init__(FPRINT_DEVICE)
        self._doors = doors
        self._claim: _Claim | None = None

    @dbus_property(access=PropertyAccess.READ, name="name")
    def device_name(self) -> DBusStr:
        return "Face ID"

    @dbus_property(access=PropertyAccess.READ, name="num-enroll-stages")
    def num_enroll_stages(self) -> DBusInt32:
        return fprint_words.ENROLL_STAGES

    @dbus_property(access=PropertyAccess.READ, name="scan-type")
    def scan_type(self) -> DBusStr:
        return "press"

    @dbus_property(access=PropertyAccess.READ, name="finger-present")
    def finger_present(self) -> DBusBool:
        return False

    @dbus_property(access=PropertyAccess.READ, name="finger-needed")
    def finger_needed(self) -> DBusBool:
        return self._claim is not None and self._claim.action is not None

    @dbus_method()
    @answers_fprint_errors
    async def ListEnrolledFingers(self, username: DBusStr) -> _Names:
        caller = await self._doors.callers.current()
        _enrolled_in(await self._doors.account_for(caller, username))
        return [fprint_words.FINGER]

    @dbus_method()
    @answers_fprint_errors
    async def Claim(self, username: DBusStr) -> None:
        caller = await self._doors.callers.current()
        account = await self._doors.account_for(caller, username)
        if self._claim is not None:
            raise fprint_error("AlreadyInUse", "The camera is claimed already.")
        self._claim = _Claim(caller, account)
        await self._doors.departures.follow(caller.client, self._release)

    @dbus_method()
    @answers_fprint_errors
    async def Release(self) -> None:
        claim = await self._current_claim()
        self._doors.departures.unfollow(claim.caller.client, self._release)
        self._release()

    @dbus_method()
    @answers_fprint_errors
    async def VerifyStart(self, finger_name: DBusStr) -> None:
        claim = await self._current_claim()
        if finger_name != fprint_words.ANY_FINGER:
            _check_finger(finger_name)
        _enrolled_in(claim.account)
        self._start(claim, self._verify(claim))

    @dbus_method()
    @answers_fprint_errors
    async def VerifyStop(self) -> None:
        self._stop(await self._current_claim())

    @dbus_method()
    @answers_fprint_errors
    async def EnrollStart(self, finger_name: DBusStr) -> None:
        claim = await self._current_claim()
        _check_finger(finger_name)
        await self._doors.authority.demand(claim.caller, MANAGE)
        self._start(await self._current_claim(), self._enroll(claim))

    @dbus_method()
    @answers_fprint_errors
    async def EnrollStop(self) -> None:
        self._stop(await self._current_claim())

    @dbus_method()
    @answers_fprint_errors
    async def DeleteEnrolledFingers(self, username: DBusStr) -> None:
        caller = await self._doors.callers.current()
        await self._delete(caller, await self._doors.account_for(caller, username))

    @dbus_method()
    @answers_fprint_errors
    async def DeleteEnrolledFingers2(self) -> None:
        claim = await self._current_claim()
        await self._delete(claim.caller, claim.account)

    @dbus_method()
    @answers_fprint_errors
    async def DeleteEnrolledFinger(self, finger_name: DBusStr) -> None:
        claim = await self._current_claim()
        _check_finger(finger_name)
        if finger_name != fprint_words.FINGER:
            raise fprint_error("NoEnrolledPrints", f"{finger_name} is not enrolled.")
        await self._delete(claim.caller, claim.account)

    @dbus_signal()
    def VerifyStatus(self, result: str, done: bool) -> _StatusPair:
        return result, done

    @dbus_signal()
    def VerifyFingerSelected(self, finger_name: str) -> DBusStr:
        return finger_name

    @dbus_signal()
    def EnrollStatus(self, result: str, done: bool) -> _StatusPair:
        return result, done

    async def _current_claim(self) -> _Claim:
        caller, claim = await self._doors.callers.current(), self._claim
        if claim is None:
            raise fprint_error("ClaimDevice", "Claim the camera first.")
        if claim.caller.client != caller.client:
            raise fprint_error("AlreadyInUse", "The camera is claimed by another program.")
        return claim

    def _start(self, claim: _Claim, action: Coroutine[Any, Any, None]) -> None:
        if claim.action is not None:
            action.close()
            raise fprint_error("AlreadyInUse", "Something is going on already. Stop it first.")
        claim.action = asyncio.get_running_loop().create_task(action)

    def _stop(self, claim: _Claim) -> None:
        if claim.action is None:
            raise fprint_error("NoActionInProgress", "Nothing is going on.")
        claim.action.cancel()
        claim.action = None

    def _release(self) -> None:
        if self._claim is not None and self._claim.action is not None:
            self._claim.action.cancel()
        self._claim = None

    async def _verify(self, claim: _Claim) -> None:
        await asyncio.sleep(0)  # the reply to VerifyStart goes out before its verdict
        caller = claim.caller
        reason = await self._doors.why_refused(caller, is_privileged=caller.is_privileged)
        if reason is not None:
            logger.info("%s asks in vain: %s", caller.described, reason)
            self._tell(claim, "VerifyStatus", fprint_words.NOBODY)
            return
        try:
            request = fprint_words.request_of(caller)
            answer = await self._doors.verifications.verify(claim.account, request)
            status = fprint_words.verify_status(answer)
        except Exception:
            logger.exception("a verification broke")
            status = fprint_words.VERIFY_DEFECT
        self._tell(claim, "VerifyStatus", status)

    async def _enroll(self, claim: _Claim) -> None:
        progress = fprint_words.EnrollProgress(
            lambda status: self._tell(claim, "EnrollStatus", status, is_done=False)
        )
        account, asked_by = claim.account, claim.caller.described
        try:
            await self._doors.enrollments.enroll(account, account.name, asked_by, progress.step)
            status = fprint_words.ENROLLED
        except Exception as error:
            status = fprint_words.enroll_failure(error)
        self._tell(claim, "EnrollStatus", status)

    async def _delete(self, caller: Caller, account: Account) -> None:
        names = _enrolled_in(account)
        await self._doors.authority.demand(caller, MANAGE)
        for name in names:
            await asyncio.to_thread(account.remove, name, caller.described)

    def _tell(self, claim: _Claim, signal: str, status: str, *, is_done: bool = True) -> None:
        client, body = claim.caller.client, [status, is_done]
        tell(self._doors.bus, client, FPRINT_DEVICE_PATH, FPRINT_DEVICE, signal, "sb", body)


def _enrolled_in(account: Account) -> list[str]:
    """Return who opens an account.

    Raises:
        DBusError: If nobody does.
    """
    names = account.store.names()
    if not names:
        raise fprint_error("NoEnrolledPrints", f"{account.name} has not enrolled a face.")
    return names


def _check_finger(name: str) -> None:
    if name not in fprint_words.FINGERS:
        raise fprint_error("InvalidFingername", f"There is no finger {name!r}.")
