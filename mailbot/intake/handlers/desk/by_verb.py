"""Which deed follows from which verb."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mailbot.intake.handlers.desk.deeds.answer_sender import AnswerSender
from mailbot.intake.handlers.desk.deeds.belongs_to import BelongsTo
from mailbot.intake.handlers.desk.deeds.deed import Deed
from mailbot.intake.handlers.desk.deeds.register_mail import RegisterMail
from mailbot.intake.handlers.desk.deeds.take_off import TakeOff
from mailbot.intake.handlers.desk.deeds.try_again import TryAgain
from mailbot.intake.handlers.desk.matters.absence import Away
from mailbot.intake.handlers.desk.matters.matter import Matter
from mailbot.intake.handlers.desk.matters.merge import Merge
from mailbot.intake.handlers.desk.matters.new_contact import NewContact
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.intake.triage.orders.desk_orders import DeskVerb

DEEDS: Mapping[DeskVerb, Deed] = MappingProxyType(
    {
        DeskVerb.DONE: TakeOff(Sentence.TO_BE_DONE, Sentence.DONE),
        DeskVerb.JUNK: TakeOff(Sentence.TO_BE_JUNK, Sentence.JUNK),
        DeskVerb.DECLINE: TakeOff(Sentence.TO_BE_DECLINED, Sentence.DECLINED),
        DeskVerb.BELONGS: BelongsTo(),
        DeskVerb.ANSWER: AnswerSender(),
        DeskVerb.REGISTER: RegisterMail(),
        DeskVerb.AGAIN: TryAgain(),
    }
)
"""What is done about a message that waits."""

MATTERS: Mapping[DeskVerb, Matter] = MappingProxyType(
    {DeskVerb.AWAY: Away(), DeskVerb.CONTACT: NewContact(), DeskVerb.MERGE: Merge()}
)
"""What is done about anything else. «ångra», «status» and «hjälp» are neither."""
