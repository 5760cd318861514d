"""net.reactivated.Fprint.Device, as fprintd 1.94 speaks it, with a face for a finger.

The silent variant: no finger is ever asked for, nobody there is `verify-disconnected`, so
that the password's prompt comes at once, and nothing is said in between (some lockers
hang at a text). `any` and `right-index-finger` stand for the face.
"""

# No postponed annotations here: dbus-fast reads them, and takes a postponed None for a type.

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Annotated, Any, Final

from dbus_fast import PropertyAccess
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusBool, DBusInt32, DBusSignature, DBusStr
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from faceid_core.trust.clock import read_clock
from faceid_core.trust.policy import Request
from faceid_core.verification import Decision

from .accounts import Account, Accounts
from .bus import Departures, tell
from .callers import Caller, Callers
from .fprint_errors import answers_errors, fprint_error
from .fprint_manager import DEVICE_PATH, NAME
from .settings import DaemonSettings, Privileged
from .verifications import Answer, Verifications

logger = logging.getLogger(__name__)

FINGER: Final = "right-index-finger"
ANY_FINGER: Final = "any"
ENROLL_STAGES: Final = 5

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

    def __init__(
        self,
        bus: MessageBus,
        callers: Callers,
        departures: Departures,
        accounts: Accounts,
        verifications: Verifications,
        settings: DaemonSettings,
    ) -> None:
        super().__init__(f"{NAME}.Device")
        self._bus = bus
        self._callers = callers
        self._departures = departures
        self._accounts = accounts
        self._verifications = verifications
        self._settings = settings
        self._claim: _Claim | None = None

    @dbus_property(access=PropertyAccess.READ, name="name")
    def device_name(self) -> DBusStr:
        return "Face ID"

    @dbus_property(access=PropertyAccess.READ, name="num-enroll-stages")
    def num_enroll_stages(self) -> DBusInt32:
        return ENROLL_STAGES

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
    @answers_errors
    async def ListEnrolledFingers(self, username: DBusStr) -> _Names:
        caller = await self._callers.current()
        account = await self._account_for(caller, username)
        if not account.store.names():
            raise fprint_error("NoEnrolledPrints", f"{account.name} has not enrolled a face.")
        return [FINGER]

    @dbus_method()
    @answers_errors
    async def Claim(self, username: DBusStr) -> None:
        caller = await self._callers.current()
        account = await self._account_for(caller, username)
        if self._claim is not None:
            raise fprint_error("AlreadyInUse", "The camera is claimed already.")
        self._claim = _Claim(caller, account)
        await self._departures.follow(caller.client, self._release)

    @dbus_method()
    @answers_errors
    async def Release(self) -> None:
        claim = await self._current_claim()
        self._departures.unfollow(claim.caller.client, self._release)
        self._release()

    @dbus_method()
    @answers_errors
    async def VerifyStart(self, finger_name: DBusStr) -> None:
        claim = await self._current_claim()
        if finger_name not in (ANY_FINGER, FINGER):
            raise fprint_error("InvalidFingername", f"There is no {finger_name!r}, only a face.")
        if not claim.account.store.names():
            raise fprint_error("NoEnrolledPrints", f"{claim.account.name} has not enrolled a face.")
        self._start(claim, self._verify(claim))

    @dbus_method()
    @answers_errors
    async def VerifyStop(self) -> None:
        self._stop(await self._current_claim())

    @dbus_signal()
    def VerifyStatus(self, result: str, done: bool) -> _StatusPair:
        return result, done

    @dbus_signal()
    def VerifyFingerSelected(self, finger_name: str) -> DBusStr:
        return finger_name

    @dbus_signal()
    def EnrollStatus(self, result: str, done: bool) -> _StatusPair:
        return result, done

    async def _account_for(self, caller: Caller, username: str) -> Account:
        """Return whose face a caller may ask about; no name means its own.

        Raises:
            DBusError: If it may not.
        """
        account = self._accounts.named(username) if username else self._accounts.of(caller.uid)
        if account.uid != caller.uid and not caller.is_root:
            raise fprint_error("PermissionDenied", f"This is not the face of {account.name}.")
        return account

    async def _current_claim(self) -> _Claim:
        caller, claim = await self._callers.current(), self._claim
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
        if caller.is_privileged and self._settings.privileged is Privileged.PASSWORD:
            logger.info("%s asks for more than a screen: the password is due", caller.program)
            self._tell(claim, "VerifyStatus", "verify-disconnected")
            return
        try:
            answer = await self._verifications.verify(claim.account, _request(caller))
            status = _status(answer)
        except Exception:
            logger.exception("a verification broke")
            status = "verify-unknown-error"
        self._tell(claim, "VerifyStatus", status)

    def _tell(self, claim: _Claim, signal: str, status: str, *, is_done: bool = True) -> None:
        interface = f"{NAME}.Device"
        body = [status, is_done]
        tell(self._bus, claim.caller.client, DEVICE_PATH, interface, signal, "sb", body)


def _request(caller: Caller) -> Request:
    confirmed_at = read_clock() if caller.has_pressed_key else None
    return Request(confirmed_at=confirmed_at, asked_by=f"{caller.program or 'a program'}, fprint")


def _status(answer: Answer) -> str:
    """What fprintd would say. Only an unlock is a match, only a judged face is none."""
    if answer.unlocks:
        return "verify-match"
    verified = answer.verified
    is_judged = verified is not None and verified.verification.decision is Decision.NON_MATCH
    return "verify-no-match" if is_judged else "verify-disconnected"
