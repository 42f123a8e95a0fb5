"""Authorities named by SSL_CERT_FILE or SSL_CERT_DIR that cannot be read: said at once, not at every call in vain."""

import os

from bot.commands.workplace import RefusedError, Workplace
from bot.trust import VARIABLES, TrustError, trusted
from locales import t


def see_authorities(place: Workplace) -> None:
    """Refuse where the environment names certificates that are none. Reads nothing where it names none."""
    if not any(os.environ.get(variable) for variable in VARIABLES):
        return
    try:
        trusted()
    except TrustError as error:
        raise RefusedError(f"{error.variable}: {t(place.language, 'trust-unreadable', path=error.path)}") from error
