"""org.faceid.Daemon1: what the window, the command line and the presence agent ask."""

# No postponed annotations here: dbus-fast reads them, and takes a postponed None for a type.

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Annotated, Any, Final

from dbus_fast.annotations import (
    DBusBool,
    DBusBytes,
    DBusDict,
    DBusSignature,
    DBusStr,
)
from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal

from app import __version__
from app.errors import CommandError
from app.observed_fields import COMPARISON_FIELDS, verified_fields
from faceid_core.encoder import Encoder
from faceid_core.enrollment_step import EnrollmentStep
from faceid_core.errors import IncompatibleTemplateError
from faceid_core.templates import read_template
from faceid_core.trust.clock import read_clock
from faceid_core.trust.policy import Request

from .accounts import Account
from .at_screen import demand_at_screen
from .authority import MANAGE
from .bus import tell
from .callers import Caller
from .doors import Doors
from .errors import EXPLAINED, BusyError, NotAllowedError, answers_own_errors
from .lending import Lending
from .memory import resident_mb
from .names import DAEMON, DAEMON_PATH
from .programs import KEY_PROGRAMS
from .variants import as_variants
from .verifications import Answer
from .verify_options import VerifyOptions
from .watches import Watches

logger = logging.getLogger(__name__)

MAX_PASSCODE: Final = 512
#: What only root and the owner of a face are told.
SCORES: Final = frozenset({*COMPARISON_FIELDS, "liveness"})


class OwnInterface(ServiceInterface):
    """Everything about the caller's own face, and more for root.

    Args:
        doors: What stands behind it.
        encoder: The one that is loaded.
    """

    def __init__(self, doors: Doors, encoder: Encoder) -> None:
        super().__init__(DAEMON)
        self._doors = doors
        self._encoder_id = encoder.encoder_id
        self._watches = Watches(
            doors.bus, doors.departures, doors.observer, encoder, path=DAEMON_PATH, interface=DAEMON
        )
        self._lending = Lending(doors.observer, doors.departures)
        self._enrolling: tuple[str, asyncio.Task[None]] | None = None
        #: PAM makes whoever is wrong wait; nobody else shall wait for that.
        self._passwords = ThreadPoolExecutor(1, "passwords")

    @dbus_method()
    @answers_own_errors
    async def Status(self) -> DBusDict:
        account, observer = (await self._caller())[1], self._doors.observer
        status = await asyncio.to_thread(lambda: account.guard.status())
        refusal = status.refusal
        return as_variants(
            {
                "version": __version__,
                "source": self._doors.settings.source,
                "sensor": observer.sensor.value,
                "sensor_error": observer.sensor_error,
                "encoder_id": self._encoder_id,
                "enrolled": account.store.names(),
                "refusal": "" if refusal is None else refusal.value,
                "needs_passcode": refusal is not None and refusal.needs_passcode,
                "wait_s": status.wait_s,
                "failures": status.failures,
                "watching": self._watches.is_watching(account.uid),
                "memory_mb": resident_mb(),
            }
        )

    @dbus_method()
    @answers_own_errors
    async def Verify(self, options: DBusDict) -> DBusDict:
        caller = await self._doors.callers.current()
        asked = VerifyOptions.read(options)
        account = await self._doors.account_for(caller, asked.username)
        reason = await self._doors.why_refused(caller, is_privileged=asked.privileged)
        if reason is not None:
            raise NotAllowedError(reason)
        request = Request(
            confirmed_at=read_clock() if asked.service in KEY_PROGRAMS else None,
            asked_by=f"{asked.service or caller.described} through faceid",
        )
        answer = await self._doors.verifications.verify(account, request, asked.timeout_s)
        fields = self._fields(answer)
        if not caller.is_root and caller.uid != account.uid:
            fields = {name: fields[name] for name in fields if name not in SCORES}
        return as_variants(fields)

    @dbus_method()
    @answers_own_errors
    async def Enroll(self, name: DBusStr) -> None:
        caller, account = await self._manager_of(name)
        if self._enrolling is not None:
            raise BusyError("Somebody is just enrolling.")
        task = asyncio.get_running_loop().create_task(self._enroll(caller, account, name))
        self._enrolling = (caller.client, task)

        def leave() -> None:
            task.cancel()

        def over(_: asyncio.Task[None]) -> None:  # also if it was cancelled before it began
            self._enrolling = None
            self._doors.departures.unfollow(caller.client, leave)

        task.add_done_callback(over)
        await self._doors.departures.follow(caller.client, leave)

    @dbus_method()
    @answers_own_errors
    async def EnrollStop(self) -> None:
        caller, enrolling = await self._doors.callers.current(), self._enrolling
        if enrolling is None or enrolling[0] != caller.client:
            raise CommandError("This program is not enrolling anybody.")
        enrolling[1].cancel()

    @dbus_method()
    @answers_own_errors
    async def Import(self, name: DBusStr, template: DBusBytes) -> None:
        caller, account = await self._manager_of(name)
        given = replace(read_template(bytes(template)), name=name)
        if given.encoder_id != self._encoder_id:
            raise IncompatibleTemplateError(
                f"This template was made by encoder {given.encoder_id!r}, the daemon uses "
                f"{self._encoder_id!r}. Enroll again."
            )
        await asyncio.to_thread(account.save, given, caller.described)

    @dbus_method()
    @answers_own_errors
    async def Remove(self, name: DBusStr) -> None:
        caller, account = await self._manager_of(name)
        await asyncio.to_thread(account.remove, name, caller.described)

    @dbus_method()
    @answers_own_errors
    async def Lock(self) -> None:
        account = (await self._caller())[1]
        await asyncio.to_thread(lambda: account.guard.locked())

    @dbus_method()
    @answers_own_errors
    async def TryPasscode(self, passcode: DBusStr) -> DBusBool:
        account = (await self._caller())[1]
        if len(passcode) > MAX_PASSCODE:  # as long as nothing can be, and not worth a hash
            return False
        return await asyncio.get_running_loop().run_in_executor(
            self._passwords, lambda: account.guard.try_passcode(passcode)
        )

    @dbus_method()
    @answers_own_errors
    async def PasswordAccepted(self, username: DBusStr) -> None:
        caller = await self._doors.callers.current()
        if not caller.is_root:
            raise NotAllowedError("Only root can say that a password was right.")
        account = self._doors.accounts.named(username)
        if self._doors.verifications.has_just_opened(account):
            logger.info("%s logged in by a look, not by a password", account.name)
            return
        where = f"login, told by {caller.described}"
        await asyncio.to_thread(lambda: account.guard.passcode_accepted(where))

    @dbus_method()
    @answers_own_errors
    async def LendSensor(self) -> None:
        await self._lending.lend(await self._doors.callers.current())

    @dbus_method()
    @answers_own_errors
    async def ReturnSensor(self) -> None:
        self._lending.give_back(await self._doors.callers.current())

    @dbus_method()
    @answers_own_errors
    async def Watch(self, options: DBusDict) -> None:
        caller, account = await self._caller()
        await demand_at_screen(self._doors.bus, caller)
        await self._watches.start(caller.client, account, options)

    @dbus_method()
    @answers_own_errors
    async def Unwatch(self) -> None:
        self._watches.stop((await self._doors.callers.current()).client)

    @dbus_method()
    @answers_own_errors
    async def SessionLocked(self, locked: DBusBool, deliberate: DBusBool) -> None:
        caller = await self._doors.callers.current()
        await self._watches.session_locked(caller.client, locked, deliberate)

    @dbus_signal()
    def PresenceChanged(
        self, state: str, reason: str
    ) -> Annotated[tuple[str, str], DBusSignature("ss")]:
        return state, reason

    @dbus_signal()
    def OwnerReturned(self, name: str) -> DBusStr:
        return name

    @dbus_signal()
    def EnrollProgress(
        self, hint: str, progress: float
    ) -> Annotated[tuple[str, float], DBusSignature("sd")]:
        return hint, progress

    @dbus_signal()
    def EnrollDone(
        self, enrolled: bool, reason: str
    ) -> Annotated[tuple[bool, str], DBusSignature("bs")]:
        return enrolled, reason

    def close(self) -> None:
        """Let nothing go on."""
        self._watches.stop(None)
        self._passwords.shutdown(wait=False, cancel_futures=True)
        if self._enrolling is not None:
            self._enrolling[1].cancel()

    async def _caller(self) -> tuple[Caller, Account]:
        caller = await self._doors.callers.current()
        return caller, self._doors.accounts.of(caller.uid)

    async def _manager_of(self, name: str) -> tuple[Caller, Account]:
        """Return who may change a template of this name, and where that is.

        Raises:
            ValueError: If nothing can be called so.
            NotAllowedError: If the caller may not.
        """
        caller, account = await self._caller()
        account.store.path(name)
        await self._doors.authority.demand(caller, MANAGE)
        return caller, account

    async def _enroll(self, caller: Caller, account: Account, name: str) -> None:
        told = ""

        def on_step(step: EnrollmentStep) -> None:
            nonlocal told
            text = f"{step.progress:.2f} {step.hint}"
            if text != told:
                told = text
                self._tell(caller.client, "EnrollProgress", "sd", [step.hint, step.progress])

        try:
            await self._doors.enrollments.enroll(account, name, caller.described, on_step)
        except EXPLAINED as error:
            self._tell(caller.client, "EnrollDone", "bs", [False, str(error)])
        else:
            self._tell(caller.client, "EnrollDone", "bs", [True, ""])

    def _fields(self, answer: Answer) -> dict[str, object]:
        if answer.verified is None:
            return {"decision": "error", "reason": answer.trouble, "seconds": answer.seconds}
        fields = verified_fields(answer.verified, self._encoder_id, answer.seconds)
        return {**fields, "looking_seconds": round(answer.looking_s, 3)}

    def _tell(self, client: str, signal: str, signature: str, body: list[Any]) -> None:
        tell(self._doors.bus, client, DAEMON_PATH, DAEMON, signal, signature, body)
