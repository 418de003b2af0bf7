"""Encodes and decodes text as base64, base32, hex and percent encoding."""

import base64
import binascii
import re
from urllib.parse import quote, unquote

_ENCODINGS = ("base64", "base64url", "base32", "hex", "url")


def encode_text(text: str, *, as_: str = "base64") -> str:
    """Encode a text."""
    _check(as_)
    data = text.encode()
    if as_ == "url":
        return quote(text, safe="-_.!~*'()")
    if as_ == "hex":
        return data.hex()
    if as_ == "base32":
        return base64.b32encode(data).decode()
    if as_ == "base64url":
        return base64.urlsafe_b64encode(data).decode().rstrip("=")
    return base64.b64encode(data).decode()


def decode_text(text: str, *, as_: str = "base64") -> str:
    """Decode what was encoded. Raises ValueError when it is no such encoding."""
    _check(as_)
    try:
        if as_ == "url":
            if re.search(r"%(?![0-9a-fA-F]{2})", text):
                raise ValueError
            return unquote(text, errors="strict")
        return _decoded("".join(text.split()), as_).decode()
    except (binascii.Error, ValueError):
        raise ValueError(f"This is not {as_}.") from None


def _decoded(text: str, encoding: str) -> bytes:
    if encoding == "hex":
        return bytes.fromhex(text)
    bare = text.rstrip("=")
    if encoding == "base32":
        return base64.b32decode(bare.upper() + "=" * (-len(bare) % 8))
    filled = bare + "=" * (-len(bare) % 4)
    letters = b"-_" if encoding == "base64url" else None
    return base64.b64decode(filled, altchars=letters, validate=True)


def _check(encoding: str) -> None:
    if encoding not in _ENCODINGS:
        raise ValueError(f"{encoding} is not one of {', '.join(_ENCODINGS)}.")
