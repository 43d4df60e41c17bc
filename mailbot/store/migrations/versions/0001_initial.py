"""The first schema, and the triggers that keep the audit chain append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_REFUSE = "events are never changed or removed"


def upgrade() -> None:
    """Make every table, then the triggers."""
    _make_tables()
    if op.get_bind().dialect.name == "sqlite":
        _guard_events_on_sqlite()
    else:
        _guard_events_on_postgresql()


def _index_some(name: str, table: str, column: str, condition: str) -> None:
    op.create_index(name, table, [column], sqlite_where=sa.text(condition), postgresql_where=sa.text(condition))


def _guard_events_on_sqlite() -> None:
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER events_refuse_{action.lower()} BEFORE {action} ON events "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSE}'); END"
        )


def _guard_events_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION events_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSE}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER events_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON events "
        "FOR EACH STATEMENT EXECUTE FUNCTION events_refuse()"
    )


def _make_tables() -> None:
    op.create_table(
        "counters",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_subject"), "events", ["subject"], unique=False)
    op.create_table(
        "initiatives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("initiator_name", sa.Text(), nullable=False),
        sa.Column("initiator_address", sa.String(length=320), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deferred", sa.Boolean(), nullable=False),
        sa.Column("incomplete_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sender_confirmed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('unconfirmed', 'incomplete', 'queued', 'on_agenda', 'approved', 'rejected', 'closed', "
            "'withdrawn', 'in_progress', 'evaluated', 'spread', 'cancelled')",
            name=op.f("ck_initiatives_state_known"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_initiatives_number_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiatives")),
        sa.UniqueConstraint("reference", name=op.f("uq_initiatives_reference")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_initiatives_year_number")),
    )
    op.create_index(op.f("ix_initiatives_initiator_address"), "initiatives", ["initiator_address"], unique=False)
    op.create_index(op.f("ix_initiatives_state"), "initiatives", ["state"], unique=False)
    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=60), nullable=False),
        sa.Column("host", sa.String(length=260), nullable=False),
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("thread_key", sa.String(length=64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_lead_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
    )
    op.execute(
        "INSERT INTO lead (id, epoch, worker, host, version, time_zone, thread_key) VALUES (1, 0, '', '', '', '', '')"
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stop_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uid", sa.String(length=500), nullable=False),
        sa.Column("original", sa.Date(), nullable=True),
        sa.CheckConstraint("stop_at <= starts_at", name=op.f("ck_meetings_stop_before_start")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_index(
        "uq_meetings_held_day",
        "meetings",
        ["day"],
        unique=True,
        sqlite_where=sa.text("cancelled_at IS NULL"),
        postgresql_where=sa.text("cancelled_at IS NULL"),
    )
    op.create_index(op.f("ix_meetings_uid"), "meetings", ["uid"], unique=False)
    op.create_table(
        "invitation_versions",
        sa.Column("uid", sa.String(length=500), nullable=False),
        sa.Column("original", sa.String(length=10), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("uid", "original", name=op.f("pk_invitation_versions")),
    )
    op.create_table(
        "originals",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("compressed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_originals")),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "agendas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_paragraph", sa.Integer(), nullable=False),
        sa.Column("opening", sa.JSON(), nullable=False),
        sa.Column("closing_paragraph", sa.Integer(), nullable=False),
        sa.Column("closing", sa.JSON(), nullable=False),
        sa.Column("word", sa.LargeBinary(), nullable=False),
        sa.Column("excel", sa.LargeBinary(), nullable=False),
        sa.Column("material", sa.LargeBinary(), nullable=True),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_agendas_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agendas")),
        sa.UniqueConstraint("meeting_id", "revision", name=op.f("uq_agendas_meeting_id_revision")),
        sa.UniqueConstraint("token", name=op.f("uq_agendas_token")),
    )
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=320), nullable=False),
        sa.Column("cause", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.String(length=320), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("mime", sa.LargeBinary(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.Column("template", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(length=60), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("copy_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state != 'sent' OR sent_at IS NOT NULL", name=op.f("ck_letters_sent_has_time")),
        sa.CheckConstraint(
            "state IN ('held', 'queued', 'sending', 'sent', 'failed', 'stopped')", name=op.f("ck_letters_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_letters_initiative_id_initiatives")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("cause", "kind", "recipient", name=op.f("uq_letters_cause_kind_recipient")),
        sa.UniqueConstraint("message_id", name=op.f("uq_letters_message_id")),
    )
    op.create_index(op.f("ix_letters_claimed_at"), "letters", ["claimed_at"], unique=False)
    _index_some("ix_letters_copy_owed", "letters", "copy_due_at", "copy_due_at IS NOT NULL")
    op.create_index(op.f("ix_letters_initiative_id"), "letters", ["initiative_id"], unique=False)
    op.create_index(
        op.f("ix_letters_recipient_kind_created_at"), "letters", ["recipient", "kind", "created_at"], unique=False
    )
    op.create_index(op.f("ix_letters_sent_at"), "letters", ["sent_at"], unique=False)
    op.create_index(op.f("ix_letters_state_recipient"), "letters", ["state", "recipient"], unique=False)
    op.create_index(op.f("ix_letters_state_urgency_turn"), "letters", ["state", "urgency", "turn"], unique=False)
    op.create_index(op.f("ix_letters_template_created_at"), "letters", ["template", "created_at"], unique=False)
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=320), nullable=False),
        sa.Column("folder", sa.String(length=500), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("was_read", sa.Boolean(), nullable=False),
        sa.Column("withheld_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sender", sa.String(length=320), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("rule", sa.String(length=100), nullable=False),
        sa.Column("phrases", sa.JSON(), nullable=False),
        sa.Column("standing", sa.String(length=40), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("first_words", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.Column("wanted_folder", sa.String(length=500), nullable=False),
        sa.Column("filed_folder", sa.String(length=500), nullable=True),
        sa.Column("filed_uidvalidity", sa.BigInteger(), nullable=True),
        sa.Column("filed_uid", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('handled', 'review', 'resolved', 'automatic', 'left', 'before_start')",
            name=op.f("ck_messages_outcome_known"),
        ),
        sa.CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name=op.f("ck_messages_outcome_has_time")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_messages_attempts_not_negative")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_messages_initiative_id_initiatives")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint(
            "account", "folder", "uidvalidity", "uid", name=op.f("uq_messages_account_folder_uidvalidity_uid")
        ),
    )
    op.create_index(
        op.f("ix_messages_filed_folder_filed_uidvalidity_filed_uid"),
        "messages",
        ["filed_folder", "filed_uidvalidity", "filed_uid"],
        unique=False,
    )
    op.create_index(op.f("ix_messages_message_id"), "messages", ["message_id"], unique=False)
    op.create_index(op.f("ix_messages_fingerprint"), "messages", ["fingerprint"], unique=False)
    op.create_index(op.f("ix_messages_outcome"), "messages", ["outcome"], unique=False)
    op.create_index(op.f("ix_messages_sender"), "messages", ["sender"], unique=False)
    op.create_index(op.f("ix_messages_sha256"), "messages", ["sha256"], unique=False)
    _index_some("ix_messages_to_be_moved", "messages", "id", "wanted_folder != ''")
    _index_some("ix_messages_with_reason", "messages", "id", "reason != ''")
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=True),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("content_type", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("is_form", sa.Boolean(), nullable=False),
        sa.Column("withheld", sa.Text(), nullable=False),
        sa.Column("compressed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_attachments_initiative_id_initiatives")
        ),
        sa.ForeignKeyConstraint(["ledger_id"], ["messages.id"], name=op.f("fk_attachments_ledger_id_messages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_initiative_id"), "attachments", ["initiative_id"], unique=False)
    op.create_table(
        "form_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=True),
        sa.Column("template", sa.String(length=100), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_form_versions_initiative_id_initiatives")
        ),
        sa.ForeignKeyConstraint(["ledger_id"], ["messages.id"], name=op.f("fk_form_versions_ledger_id_messages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_versions")),
        sa.UniqueConstraint("initiative_id", "number", name=op.f("uq_form_versions_initiative_id_number")),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("deputy", sa.String(length=320), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_absences_first_before_last")),
        sa.ForeignKeyConstraint(["ledger_id"], ["messages.id"], name=op.f("fk_absences_ledger_id_messages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    _make_celebrations()
    op.create_table(
        "instructions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=True),
        sa.Column("agenda_id", sa.Integer(), nullable=True),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.Column("celebration_text_id", sa.Integer(), nullable=True),
        sa.Column("after_id", sa.Integer(), nullable=True),
        sa.Column("orders", sa.JSON(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('decisions', 'sender', 'change', 'withdrawal', 'add', 'remove', 'move_first', 'move_last', "
            "'reorder', 'release', 'desk', 'meetings', 'members', 'celebration')",
            name=op.f("ck_instructions_kind_known"),
        ),
        sa.ForeignKeyConstraint(["agenda_id"], ["agendas.id"], name=op.f("fk_instructions_agenda_id_agendas")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_instructions_initiative_id_initiatives")
        ),
        sa.ForeignKeyConstraint(
            ["celebration_text_id"],
            ["celebration_texts.id"],
            name=op.f("fk_instructions_celebration_text_id_celebration_texts"),
        ),
        sa.ForeignKeyConstraint(["after_id"], ["instructions.id"], name=op.f("fk_instructions_after_id_instructions")),
        sa.ForeignKeyConstraint(["ledger_id"], ["messages.id"], name=op.f("fk_instructions_ledger_id_messages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instructions")),
    )
    _index_some("ix_instructions_waiting", "instructions", "due_at", "answered_at IS NULL AND due_at IS NOT NULL")
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("form_version_id", sa.Integer(), nullable=True),
        sa.Column("evaluation_number", sa.Integer(), nullable=True),
        sa.Column("deferred_before", sa.Boolean(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agenda_id"], ["agendas.id"], name=op.f("fk_agenda_items_agenda_id_agendas")),
        sa.ForeignKeyConstraint(
            ["form_version_id"], ["form_versions.id"], name=op.f("fk_agenda_items_form_version_id_form_versions")
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_agenda_items_initiative_id_initiatives")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("agenda_id", "initiative_id", name=op.f("uq_agenda_items_agenda_id_initiative_id")),
        sa.UniqueConstraint("agenda_id", "position", name=op.f("uq_agenda_items_agenda_id_position")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("instruction_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("spread_to", sa.JSON(), nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('approved', 'rejected', 'deferred', 'referred_back', 'spread', 'spread_some', 'ended', "
            "'continued')",
            name=op.f("ck_decisions_outcome_known"),
        ),
        sa.CheckConstraint("state != 'applied' OR applied_at IS NOT NULL", name=op.f("ck_decisions_applied_has_time")),
        sa.CheckConstraint(
            "state IN ('proposed', 'applied', 'stopped', 'replaced')", name=op.f("ck_decisions_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_items.id"], name=op.f("fk_decisions_agenda_item_id_agenda_items")
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_decisions_initiative_id_initiatives")
        ),
        sa.ForeignKeyConstraint(
            ["instruction_id"], ["instructions.id"], name=op.f("fk_decisions_instruction_id_instructions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_applied_at"), "decisions", ["applied_at"], unique=False)
    op.create_index(op.f("ix_decisions_initiative_id"), "decisions", ["initiative_id"], unique=False)
    op.create_index(
        "uq_decisions_applied_item",
        "decisions",
        ["agenda_item_id"],
        unique=True,
        sqlite_where=sa.text("state = 'applied'"),
        postgresql_where=sa.text("state = 'applied'"),
    )
    _make_follow_ups()


def _make_celebrations() -> None:
    op.create_table(
        "celebrations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_celebrations_first_before_last")),
        sa.CheckConstraint("sent_at IS NULL OR stopped_at IS NULL", name=op.f("ck_celebrations_sent_or_stopped")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_celebrations")),
        sa.UniqueConstraint("last_day", name=op.f("uq_celebrations_last_day")),
        sa.UniqueConstraint("token", name=op.f("uq_celebrations_token")),
    )
    op.create_table(
        "celebration_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("celebration_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=True),
        sa.Column("word", sa.LargeBinary(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["celebration_id"], ["celebrations.id"], name=op.f("fk_celebration_texts_celebration_id_celebrations")
        ),
        sa.ForeignKeyConstraint(["ledger_id"], ["messages.id"], name=op.f("fk_celebration_texts_ledger_id_messages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_celebration_texts")),
        sa.UniqueConstraint("celebration_id", "number", name=op.f("uq_celebration_texts_celebration_id_number")),
    )


def _make_follow_ups() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=False),
        sa.Column("responsible_name", sa.Text(), nullable=False),
        sa.Column("responsible_address", sa.String(length=320), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_name", sa.Text(), nullable=False),
        sa.Column("asked_address", sa.String(length=320), nullable=False),
        sa.Column("asked_by", sa.String(length=320), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("stop_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(responsible_address = '') = (accepted_at IS NULL)", name=op.f("ck_follow_ups_accepted_has_time")
        ),
        sa.CheckConstraint("(asked_address = '') OR (asked_at IS NOT NULL)", name=op.f("ck_follow_ups_asked_has_time")),
        sa.CheckConstraint("reminders >= 0", name=op.f("ck_follow_ups_reminders_not_negative")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_follow_ups_decision_id_decisions")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_follow_ups_initiative_id_initiatives")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
        sa.UniqueConstraint("initiative_id", name=op.f("uq_follow_ups_initiative_id")),
    )
    op.create_index(op.f("ix_follow_ups_asked_address"), "follow_ups", ["asked_address"], unique=False)
    op.create_index(op.f("ix_follow_ups_responsible_address"), "follow_ups", ["responsible_address"], unique=False)
    op.create_table(
        "evaluation_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reminders >= 0", name=op.f("ck_evaluation_rounds_reminders_not_negative")),
        sa.ForeignKeyConstraint(
            ["follow_up_id"], ["follow_ups.id"], name=op.f("fk_evaluation_rounds_follow_up_id_follow_ups")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_rounds")),
        sa.UniqueConstraint("follow_up_id", "number", name=op.f("uq_evaluation_rounds_follow_up_id_number")),
    )
    op.create_table(
        "evaluation_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=True),
        sa.Column("sender", sa.String(length=320), nullable=False),
        sa.Column("template", sa.String(length=100), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["follow_up_id"], ["follow_ups.id"], name=op.f("fk_evaluation_versions_follow_up_id_follow_ups")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_rounds.id"], name=op.f("fk_evaluation_versions_round_id_evaluation_rounds")
        ),
        sa.ForeignKeyConstraint(["ledger_id"], ["messages.id"], name=op.f("fk_evaluation_versions_ledger_id_messages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_versions")),
        sa.UniqueConstraint("follow_up_id", "number", name=op.f("uq_evaluation_versions_follow_up_id_number")),
    )
    _make_spreadings()


def _make_spreadings() -> None:
    op.create_table(
        "spreadings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("contact_address", sa.String(length=320), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lapsed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("takes_up_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_spreadings_answer_has_time")),
        sa.CheckConstraint(
            "(answer = 'takes_up') = (takes_up_on IS NOT NULL) OR answer IS NULL",
            name=op.f("ck_spreadings_day_if_taken_up"),
        ),
        sa.CheckConstraint("reminders >= 0", name=op.f("ck_spreadings_reminders_not_negative")),
        sa.CheckConstraint(
            "answer IN ('takes_up', 'has_already', 'declines')", name=op.f("ck_spreadings_answer_known")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_spreadings_decision_id_decisions")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_spreadings_initiative_id_initiatives")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spreadings")),
        sa.UniqueConstraint("initiative_id", "organisation", name=op.f("uq_spreadings_initiative_id_organisation")),
    )
    op.create_index(op.f("ix_spreadings_contact_address"), "spreadings", ["contact_address"], unique=False)
    op.create_index(op.f("ix_spreadings_decision_id"), "spreadings", ["decision_id"], unique=False)
