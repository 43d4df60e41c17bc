"""The config file: TOML in, a frozen and checked model out."""

from __future__ import annotations

from mailbot.config.file import load, parse
from mailbot.config.group import Decisions, MeetingDate, Meetings
from mailbot.config.model import Config, Database, Form, Letters, Log, Operations, Trust
from mailbot.config.people import Contact, Identity, Organisation, Secretary
from mailbot.config.servers import Folders, Mailbox, OAuth2, Security, Server, Smtp
from mailbot.config.value_types import Domain, MailAddress, Section, SwedishTime
from mailbot.primitives.swedish_time import STOCKHOLM

__all__ = [
    "STOCKHOLM",
    "Config",
    "Contact",
    "Database",
    "Decisions",
    "Domain",
    "Folders",
    "Form",
    "Identity",
    "Letters",
    "Log",
    "MailAddress",
    "Mailbox",
    "MeetingDate",
    "Meetings",
    "OAuth2",
    "Operations",
    "Organisation",
    "Secretary",
    "Section",
    "Security",
    "Server",
    "Smtp",
    "SwedishTime",
    "Trust",
    "load",
    "parse",
]
