"""What is wrong with an input."""

import json
from dataclasses import dataclass
from typing import List


@dataclass(frozen=True)
class Problem:
    """One problem of an input file, or a note about it.

    `line` and `column` count from 1; line 0 stands for the file as a whole.
    `rule` is one of those that `lastmile check --rules` lists.
    """

    file: str
    line: int
    column: int
    severity: str
    path: str
    message: str
    rule: str
    hint: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        path = f"{self.path}: " if self.path else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{place}: {self.severity}: {path}{self.message}{hint} [{self.rule}]"


class InputRefused(ValueError):
    """The input is wrong. `problems` holds all that is wrong with it, with notes, in the order of the files.

    str() gives one line for each error: file:line:column, what is wrong, what would be right, and the rule.
    """

    problems: List[Problem]

    def __init__(self, lines: str, problems: str = "[]") -> None:
        super().__init__(lines)
        self.problems = problems_of(problems)


def problems_of(text: str) -> List[Problem]:
    """The problems in a JSON list of them."""
    return [Problem(**problem) for problem in json.loads(text)]
