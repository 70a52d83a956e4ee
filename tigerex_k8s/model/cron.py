"""Times at which something is done, as cron writes them."""

import re
from typing import Annotated

from pydantic import AfterValidator

# The smallest and largest number of each field: minute, hour, day of the month, month, day of the week.
_FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6))
_PART = re.compile(r"(?:\*|(?P<first>\d+)(?:-(?P<last>\d+))?)(?:/[1-9]\d*)?", re.ASCII)


def _cron(text: str) -> str:
    fields = text.split()
    if len(fields) != len(_FIELDS) or not all(map(_fits, fields, _FIELDS)):
        message = (
            f"'{text}' is no time; write minute, hour, day of the month, month and day of the week, such as '0 3 * * *'"
        )
        raise ValueError(message)
    return " ".join(fields)


def _fits(field: str, bounds: tuple[int, int]) -> bool:
    return all(_part_fits(part, *bounds) for part in field.split(","))


def _part_fits(part: str, smallest: int, largest: int) -> bool:
    match = _PART.fullmatch(part)
    if match is None:
        return False
    numbers = [int(number) for number in match.group("first", "last") if number]
    return all(smallest <= number <= largest for number in numbers) and numbers == sorted(numbers)


Cron = Annotated[str, AfterValidator(_cron)]
"""Five fields, in UTC. https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax"""
