"""Shows which lines of two texts differ."""

from collections.abc import Sequence


def diff_lines(before: str, after: str) -> list[str]:
    """List the lines of two texts as kept (space), added (+) or removed (-)."""
    left, right = before.splitlines(), after.splitlines()
    common = _common_lengths(left, right)
    lines: list[str] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            lines.append(f" {left[i]}")
            i += 1
            j += 1
        elif common[i + 1][j] >= common[i][j + 1]:
            lines.append(f"-{left[i]}")
            i += 1
        else:
            lines.append(f"+{right[j]}")
            j += 1
    lines.extend(f"-{line}" for line in left[i:])
    lines.extend(f"+{line}" for line in right[j:])
    return lines


def similarity(before: str, after: str) -> float:
    """Say how alike two texts are: the share of lines that are the same, 0 to 1."""
    left, right = before.splitlines(), after.splitlines()
    if not left and not right:
        return 1
    return 2 * _common_lengths(left, right)[0][0] / (len(left) + len(right))


def _common_lengths(left: Sequence[str], right: Sequence[str]) -> list[list[int]]:
    """How many lines the ends of both texts have in common, from each place on."""
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            if left[i] == right[j]:
                table[i][j] = table[i + 1][j + 1] + 1
            else:
                table[i][j] = max(table[i + 1][j], table[i][j + 1])
    return table
