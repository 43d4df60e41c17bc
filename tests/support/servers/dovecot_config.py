"""What Dovecot's config file says, as its 2.3 (Debian 12) and as its 2.4 (Debian 13) put it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.support.servers.tls import ServerCertificate


@dataclass(frozen=True)
class Settings:
    """What differs from server to server."""

    folder: Path
    tls: ServerCertificate
    password: str
    introspection: str
    """The URL that says whose a token is."""
    uid: int
    gid: int
    alone: tuple[str, str] | None
    """User and group of every process, where the server has not root's rights."""
    imap: int
    imaps: int
    capability: str
    """All that it announces, with folders «INBOX.Granska»; empty: as it is made."""
    room: int | None
    """Bytes that a mailbox holds."""
    connections: int
    """So many that one user may have."""


def write(version: str, settings: Settings) -> None:
    """Write «dovecot.conf» into the folder, in words that this version («2.4.1-4 (7d8c0e5759)») knows."""
    is_old = version.startswith("2.3")
    values = {
        "s": settings,
        "alone": _ALONE.format(*settings.alone) if settings.alone else "",
        "separator": "." if settings.capability else "/",
        "prefix": "INBOX." if settings.capability else "",
        "capability": f"imap_capability = {settings.capability}" if settings.capability else "",
    }
    own, quota = (_OLD, _OLD_QUOTA) if is_old else (_NEW, _NEW_QUOTA)
    text = own + _BOTH + (quota if settings.room else "")
    (settings.folder / "dovecot.conf").write_text(text.format(**values))
    if is_old:
        (settings.folder / "oauth2.conf").write_text(_OAUTH2.format(**values))


_ALONE = """
default_internal_user = {0}
default_internal_group = {1}
default_login_user = {0}
"""

_BOTH = """
base_dir = {s.folder}/run
state_dir = {s.folder}/state
log_path = {s.folder}/dovecot.log
protocols = imap
listen = 127.0.0.1, 127.0.0.2
{alone}
first_valid_uid = 1
first_valid_gid = 1
ssl = yes
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
mail_fsync = never
default_process_limit = 1000
default_client_limit = 4000
mail_max_userip_connections = {s.connections}
service imap-login {{
  chroot =
  process_min_avail = 1
  inet_listener imap {{
    port = {s.imap}
  }}
  inet_listener imaps {{
    port = {s.imaps}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
protocol imap {{
  {capability}
}}
"""

_OLD = """
ssl_cert = <{s.tls.certificate}
ssl_key = <{s.tls.key}
disable_plaintext_auth = no
mail_location = maildir:~/Maildir
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {s.folder}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={s.password}
}}
userdb {{
  driver = static
  args = uid={s.uid} gid={s.gid} home={s.folder}/mail/%u
}}
"""
_OAUTH2 = """
introspection_url = {s.introspection}
introspection_mode = post
username_attribute = username
active_attribute = active
active_value = true
force_introspection = yes
"""
_OLD_QUOTA = """
mail_plugins = quota
protocol imap {{
  mail_plugins = quota imap_quota
}}
plugin {{
  quota = maildir:room
  quota_rule = *:storage={s.room}B
}}
"""

_NEW = """
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
ssl_server_cert_file = {s.tls.certificate}
ssl_server_key_file = {s.tls.key}
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = ~/Maildir
mail_inbox_path = ~/Maildir
oauth2 {{
  introspection_url = {s.introspection}
  introspection_mode = post
  username_attribute = username
  active_attribute = active
  active_value = true
  force_introspection = yes
}}
passdb oauth2 {{
  mechanisms_filter = xoauth2
}}
passdb static {{
  mechanisms_filter = plain login
  password = {s.password}
}}
userdb static {{
  fields {{
    uid = {s.uid}
    gid = {s.gid}
    home = {s.folder}/mail/%{{user}}
  }}
}}
"""
_NEW_QUOTA = """
mail_plugins {{
  quota = yes
}}
protocol imap {{
  mail_plugins {{
    quota = yes
    imap_quota = yes
  }}
}}
quota room {{
  storage_size = {s.room}B
}}
"""
