"""Makes texts fit for addresses and file names."""

import re
import unicodedata

# Letters that have no base letter to fall back on.
_SPELLED = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "&": " and ",
        "'": "",
        "’": "",
    }
)


def slugify(text: str, *, separator: str = "-", max_length: int | None = None) -> str:
    """Turn a text into small letters, digits and separators.

    With ``max_length``, words are kept whole where one fits.
    """
    if max_length is not None and max_length < 1:
        raise ValueError("max_length must be above zero.")
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_SPELLED))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = re.findall(r"[a-z0-9]+", plain)
    return separator.join(words) if max_length is None else _fit(words, separator, max_length)


def _fit(words: list[str], separator: str, max_length: int) -> str:
    slug = ""
    for word in words:
        longer = f"{slug}{separator}{word}" if slug else word
        if len(longer) > max_length:
            break
        slug = longer
    return slug or "".join(words[:1])[:max_length]
