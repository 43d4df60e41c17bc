"""Who may do what: how far a sender is known, and what that suffices for. One table, as data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType

from mailbot.intake.handlers.case import Case
from mailbot.store.values import Standing


class Assurance(Enum):
    """How far From is known to be true."""

    VERIFIED = auto()
    """The server that we trust vouches for it."""
    ANSWERS_US = auto()
    """It can't be verified, but answers a letter that went to that address, or showed the code that did."""
    UNVERIFIED = auto()
    FAILS = auto()
    """The server that we trust says that it is forged."""


class Wish(Enum):
    """What a mail wants."""

    PROPOSE = auto()
    CHANGE_OWN = auto()
    """To complete, replace or withdraw what was registered for that address."""
    TAKE_OVER = auto()
    """To become the initiator of what another sent, with that address in its form."""
    KNOW = auto()
    """Facts about an initiative; they go to the registered address whoever asks."""
    ORDER = auto()
    """A secretary's order. With its code it counts whoever sends it: who has the code reads the secretary's mail."""


class Grant(Enum):
    """What is given."""

    DONE = auto()
    MARKED = auto()
    """Done, and the secretary sees that the sender is not confirmed."""
    HELD = auto()
    """Registered, and not queued before the address has answered with a code."""
    CODE = auto()
    """Done when the registered address answers with the code that goes there."""
    WARNING = auto()
    """Not done; the real secretary is warned."""
    REVIEW = auto()
    """A human decides."""


GRANTS: Mapping[Wish, Mapping[Assurance, Grant]] = MappingProxyType(
    {
        wish: MappingProxyType(dict(zip(Assurance, grants, strict=True)))
        for wish, grants in {
            # ......... verified .. answers us .. unverified .. fails
            Wish.PROPOSE: (Grant.DONE, Grant.DONE, Grant.MARKED, Grant.HELD),
            Wish.CHANGE_OWN: (Grant.DONE, Grant.DONE, Grant.CODE, Grant.CODE),
            Wish.TAKE_OVER: (Grant.DONE, Grant.DONE, Grant.REVIEW, Grant.REVIEW),
            Wish.KNOW: (Grant.DONE, Grant.DONE, Grant.DONE, Grant.REVIEW),
            Wish.ORDER: (Grant.CODE, Grant.CODE, Grant.CODE, Grant.WARNING),
        }.items()
    }
)


def assurance(case: Case) -> Assurance:
    """Say how far the sender is known."""
    if case.confirmed:
        return Assurance.ANSWERS_US
    if case.facts.fails:
        return Assurance.FAILS
    if is_verified(case):
        return Assurance.VERIFIED
    return Assurance.ANSWERS_US if case.facts.answers_own else Assurance.UNVERIFIED


def grant(case: Case, wish: Wish) -> Grant:
    """Say what the mail's sender gets of what it wants."""
    return GRANTS[wish][assurance(case)]


def is_verified(case: Case) -> bool:
    """Whether the server that we trust vouches for the From address."""
    return case.facts.standing is not Standing.UNVERIFIED


def is_from_within(case: Case) -> bool:
    """Whether the sender is known, and of a listed organisation or a secretary: addresses that no stranger can make."""
    config, address = case.work.config, case.message.sender.address
    known = assurance(case) in (Assurance.VERIFIED, Assurance.ANSWERS_US)
    return known and (config.is_listed_domain(address) or config.secretary(address) is not None)


def may_be_told(case: Case) -> bool:
    """Whether an unasked-for answer goes to a real person, and not to a forged address."""
    listed = case.work.config.is_listed_domain(case.message.sender.address)
    return is_verified(case) or (not case.facts.fails and (case.facts.belongs or listed))
