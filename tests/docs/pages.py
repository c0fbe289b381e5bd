"""The documentation pages: their code blocks, their tables and their links.

The line before a code block can hold a marker, an HTML comment that says what the block is:

    <!-- file: NAME -->      a whole file; the page's other blocks use it by this name
    <!-- add to: NAME -->    lines of a scenario that extends the file NAME
    <!-- output: COMMAND --> what COMMAND prints, to the letter; `2>&1` and filters are part of the command
    <!-- copy of: FILE -->   what that file of the project holds
    <!-- build -->           commands that build or test the program itself
    <!-- needs: NAME, ... --> commands that run only where these programs, Python modules or files of real data are
    <!-- keys: PATH -->      (before a table) the keys of one mapping of the scenario schema
    <!-- columns: FILE -->   (before a table) the columns of one results table
    <!-- rooms -->           (before a table) the rooms of the code and what each may include

A `sh` block without a marker is a list of commands. There is no other kind of block. A command in running text,
`lastmile ...`, is a block of its own, unless it holds a placeholder in capitals or dots.
"""

import dataclasses
import itertools
import pathlib
import re

PAGES = ("README.md", "scenarios/README.md", "models/README.md", "tools/README.md")

FENCE = re.compile(r"```(\w*)$")
MARKER = re.compile(r"<!-- (file|add to|output|copy of|build|needs|keys|columns|rooms)(?:: (.+?))? -->$")


@dataclasses.dataclass
class Block:
    page: str
    language: str
    marker: str  # empty: no marker
    argument: str
    line: int  # of the opening fence, from 1
    text: str

    @property
    def place(self):
        return f"{self.page}:{self.line}"

    @property
    def kind(self):
        """What has to be done with the block; None if the block is of no known kind."""
        known = {
            ("inline", ""): "inline command",
            ("sh", ""): "commands",
            ("sh", "build"): "build commands",
            ("sh", "needs"): "optional commands",
            ("yaml", "file"): "file",
            ("yaml", "add to"): "fragment",
        }
        if self.marker in ("output", "copy of"):
            return self.marker
        if self.marker == "file" and self.language in ("csv", "cpp", "cmake", "json", "python"):
            return "file"
        return known.get((self.language, self.marker))


def marker_before(lines, index):
    found = MARKER.match(lines[index - 1]) if index > 0 else None
    return (found[1], found[2] or "") if found else ("", "")


def inline_commands_of(page, text):
    for number, line in prose_of(text):
        for command in re.findall(r"`(lastmile [a-z][^`]*)`", line):
            if not any(re.fullmatch(r"[A-Z]+(\.\w+)?|.*\.\.\.", word) for word in command.split()):
                yield Block(page, "inline", "", "", number, command)


def blocks_of(page, text):
    lines = text.split("\n")
    blocks = []
    index = 0
    while index < len(lines):
        opening = FENCE.match(lines[index])
        if opening:
            end = next((i for i in range(index + 1, len(lines)) if lines[i] == "```"), None)
            if end is None:
                raise ValueError(f"{page}:{index + 1}: this code block is never closed")
            body = "".join(line + "\n" for line in lines[index + 1:end])
            blocks.append(Block(page, opening[1], *marker_before(lines, index), index + 1, body))
            index = end
        index += 1
    return sorted([*blocks, *inline_commands_of(page, text)], key=lambda block: block.line)


def prose_of(text):
    """The lines outside of code blocks, with their numbers."""
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("```"):
            inside = not inside
        elif not inside:
            yield number, line


def tables_of(text, marker):
    """For each table with the marker: its argument and its rows, each cell the list of its names in backquotes."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        found = MARKER.match(line)
        if not found or found[1] != marker:
            continue
        rows = itertools.takewhile(lambda row: row.startswith("|"), lines[index + 3:])  # below the heading
        yield found[2], [[re.findall(r"`([^`]+)`", cell) for cell in row.split("|")[1:-1]] for row in rows]


def first_columns_of(text, marker):
    """For each table with the marker: its argument and the names in its first column."""
    return [(argument, [name for row in rows for name in row[0]]) for argument, rows in tables_of(text, marker)]


def anchors_of(text):
    """The anchors that GitHub gives to the headings of a page."""
    anchors = set()
    for _, line in prose_of(text):
        heading = re.match(r"#+ (.+)$", line)
        if heading:
            plain = re.sub(r"[^\w\- ]", "", heading[1].lower())
            anchors.add(plain.replace(" ", "-"))
    return anchors


def links_of(text):
    for number, line in prose_of(text):
        for target in re.findall(r"\]\(([^)\s]+)\)", line):
            yield number, target


def read(source, page):
    return (pathlib.Path(source) / page).read_text(encoding="utf-8")
