"""Turns passwords into salted hashes (scrypt) that can be kept, and checks passwords against them."""

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata

_COST, _SIZE, _LANES = 16384, 8, 1
_WRITTEN = re.compile(r"scrypt:(\d{1,7}):(\d{1,2}):(\d{1,2}):([\w-]{22}):([\w-]{43})", re.ASCII)


def hash_password(password: str) -> str:
    """Turn a password into a hash with a salt of its own: how it was made, the salt and the hash."""
    if password == "":
        raise ValueError("The password is empty.")
    salt = secrets.token_bytes(16)
    made = _scrypt(password, salt, _COST, _SIZE, _LANES)
    return f"scrypt:{_COST}:{_SIZE}:{_LANES}:{_text(salt)}:{_text(made)}"


def verify_password(password: str, hash: str) -> bool:
    """Say whether a password is that of a hash; both take as long."""
    found = _WRITTEN.fullmatch(hash)
    if found is None:
        raise ValueError("This is no hash of a password.")
    cost, size, lanes = (int(found[at]) for at in (1, 2, 3))
    if cost < 2 or cost & (cost - 1) or size < 1 or lanes < 1:
        raise ValueError("This is no hash of a password.")
    made = _scrypt(password, _bytes(found[4]), cost, size, lanes)
    return hmac.compare_digest(made, _bytes(found[5]))


def _scrypt(password: str, salt: bytes, cost: int, size: int, lanes: int) -> bytes:
    plain = unicodedata.normalize("NFC", password).encode()
    limit = 256 * 1024 * 1024
    return hashlib.scrypt(plain, salt=salt, n=cost, r=size, p=lanes, dklen=32, maxmem=limit)


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
