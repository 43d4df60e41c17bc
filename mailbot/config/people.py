"""Who takes part: the bot itself, its secretaries, the group and the organisations."""

from __future__ import annotations

from mailbot.config.value_types import Domain, MailAddress, Section


class Identity(Section):
    """Who the bot writes as."""

    address: MailAddress
    name: str = "Omtanke Halland"


class Contact(Section):
    """The person that every letter names for questions."""

    name: str
    phone: str
    email: MailAddress


class Secretary(Section):
    """Someone who may instruct the bot; codes and agendas go to this address alone.

    `deputy`: gets nothing unasked, but while another is away who has named this one.
    """

    name: str
    address: MailAddress
    deputy: bool = False


class Member(Section):
    """Someone who sits in the group, and gets its agendas when a secretary says so."""

    name: str
    address: MailAddress


class Organisation(Section):
    """An organisation that takes part, and its mail domains.

    `contact` is asked, by mail, whether the organisation takes up what others have done.
    """

    name: str
    domains: tuple[Domain, ...] = ()
    contact: MailAddress | None = None
    contact_name: str = ""

    @property
    def takes_part(self) -> bool:
        """Whether it is one organisation, and not a name for all others: it has a domain, or somebody to ask."""
        return bool(self.domains or self.contact)
