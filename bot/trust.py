"""Whose certificates are believed, for everything that is asked over TLS: one answer for every client."""

import os
import ssl
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import httpx

VARIABLES = _FILE, _FOLDER = "SSL_CERT_FILE", "SSL_CERT_DIR"


class TrustError(Exception):
    """SSL_CERT_FILE or SSL_CERT_DIR names what holds no certificates; `variable` is which, `path` what it names."""

    def __init__(self, variable: str, path: str) -> None:
        super().__init__(f"{variable}: no certificates to be read at {path}")
        self.variable = variable
        self.path = path


@lru_cache(maxsize=1)
def trusted() -> ssl.SSLContext:
    """Return a context that believes what OpenSSL's own SSL_CERT_FILE and SSL_CERT_DIR name, and nothing else.

    Where neither is set: whom this machine believes (a company's own authority is entered there), and whom certifi does,
    for a machine that believes nobody. Takes some hundredths of a second, once. Raises TrustError.
    """
    file, folder = os.environ.get(_FILE), os.environ.get(_FOLDER)
    if file or folder:
        if folder and not any(_holds_files(each) for each in folder.split(os.pathsep) if each):
            raise TrustError(_FOLDER, folder)
        try:
            return ssl.create_default_context(cafile=file or None, capath=folder or None)
        except OSError as error:
            # ssl.SSLError, for a file in which no certificate stands, is one too.
            raise TrustError(_FILE, file or "") from error
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _holds_files(folder: str) -> bool:
    try:
        return any(Path(folder).iterdir())
    except OSError:
        # Absent, no folder, or not to be read; what others of a list hold is believed all the same.
        return False


def trusted_for(*addresses: str | None) -> ssl.SSLContext:
    """Return `trusted`, or, where none of the addresses is asked over TLS, a context that was quick to make and believes nobody."""
    if any(address is not None and urlsplit(address).scheme == "https" for address in addresses):
        return trusted()
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
