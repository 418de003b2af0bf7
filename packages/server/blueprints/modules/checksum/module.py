"""Computes checksums of texts and files, and verifies files against a list of them."""

import hashlib
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

# By the number of hex digits that they have.
_ALGORITHMS = {8: "crc32", 32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}


def checksum_of(text: str, *, algorithm: str = "sha256") -> str:
    """Compute the checksum of a text, in hex."""
    return _digest(text.encode(), algorithm)


def checksum_of_files(files: Sequence[str], *, algorithm: str = "sha256") -> str:
    """Compute the checksums of files, a line each: checksum, two spaces, path."""
    return "".join(f"{_digest(_content(file), algorithm)}  {file}\n" for file in files)


def verify_checksums(list: str) -> str:
    """Compare files with a list of checksums; the length of a checksum tells its algorithm."""
    results = []
    lines = [line for line in list.split("\n") if line.strip()]
    for number, line in enumerate(lines, start=1):
        found = re.fullmatch(r"([0-9a-fA-F]+) [ *](.+)", line)
        algorithm = _ALGORITHMS.get(len(found[1])) if found else None
        if found is None or algorithm is None:
            raise ValueError(f"line {number} is no checksum with a path.")
        wanted, file = found[1].lower(), found[2]
        if not Path(file).is_file():
            results.append(f"{file}: MISSING\n")
        else:
            matches = _digest(_content(file), algorithm) == wanted
            results.append(f"{file}: {'OK' if matches else 'FAILED'}\n")
    return "".join(results)


def _content(file: str) -> bytes:
    if not Path(file).is_file():
        raise ValueError(f"There is no file {file}.")
    return Path(file).read_bytes()


def _digest(content: bytes, algorithm: str) -> str:
    if algorithm not in _ALGORITHMS.values():
        raise ValueError(f"{algorithm} is not one of md5, sha1, sha256, sha512 and crc32.")
    if algorithm == "crc32":
        return f"{zlib.crc32(content):08x}"
    return hashlib.new(algorithm, content).hexdigest()
