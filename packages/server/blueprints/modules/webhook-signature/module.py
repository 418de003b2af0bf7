"""Signs messages with HMAC and a time, and checks such signatures."""

import hashlib
import hmac
import re
import time as clock


def sign_payload(payload: str, secret: str, *, time: int | None = None) -> str:
    """Sign a message with a secret and the time (HMAC-SHA256), in seconds since 1970."""
    if not secret:
        raise ValueError("The secret must not be empty.")
    at = int(clock.time()) if time is None else time
    return f"t={at},v1={_digest(payload, secret, at)}"


def verify_signature(
    payload: str, signature: str, secret: str, *, tolerance: int = 300, time: int | None = None
) -> bool:
    """Say whether a signature fits a message and a secret, and is fresh.

    It may be ``tolerance`` seconds old.
    """
    match = re.fullmatch(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})", signature)
    if match is None:
        return False
    signed = int(match[1])
    if abs((clock.time() if time is None else time) - signed) > tolerance:
        return False
    # Takes as long for a wrong signature as for a right one: nobody can guess it byte by byte.
    return hmac.compare_digest(match[2], _digest(payload, secret, signed))


def _digest(payload: str, secret: str, time: int) -> str:
    # The time is part of what is signed: an old message can not be sent again with a new one.
    return hmac.new(secret.encode(), f"{time}.{payload}".encode(), hashlib.sha256).hexdigest()
