"""Lays the columns of a level out in layers: each formula in the layer above those it uses."""

from dataclasses import dataclass, field

from tenants.norms.language.sql_text import quoted


def selected(shown: str, rows: str, *, fenced: bool = False) -> str:
    """A SELECT; the fence keeps PostgreSQL from pulling it up and copying its expressions into every use."""
    return " ".join(["SELECT", shown, "FROM", rows, *(["OFFSET 0"] if fenced else [])])


CHEAP_CHARACTERS = 60
"""An expression up to this length is computed again rather than handed through one more layer."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of SQL, the highest layer it looks at, and whether it is cheap enough to be written more than once.

    With a scale it is a bigint that holds the number times ten to that power (`sql_whole_numbers`).
    """

    text: str
    layer: int = 0
    repeatable: bool = False
    scale: int | None = None


def joined(template: str, *parts: Piece) -> Piece:
    """A piece from a template with `{}` for each part."""
    return Piece(template.format(*(part.text for part in parts)), max((part.layer for part in parts), default=0))


@dataclass(slots=True)
class Layers:
    """The columns of one level by layer; layer 0 is its source, or its source joined with the level below."""

    columns: dict[str, Piece] = field(default_factory=dict)
    layers: list[list[tuple[str, str]]] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    hidden: int = 0

    def source_column(self, name: str) -> Piece:
        """A column that is there from the start."""
        return self.columns.setdefault(name, Piece(quoted(name), 0, repeatable=True))

    def add(self, name: str, piece: Piece) -> Piece:
        """Give a piece a column in the layer above everything it looks at; what is a column already is only renamed."""
        if piece.repeatable:
            self.aliases[name] = piece.text
            self.columns[name] = piece
            return piece
        while len(self.layers) <= piece.layer:
            self.layers.append([])
        self.layers[piece.layer].append((name, piece.text))
        self.columns[name] = Piece(quoted(name), piece.layer + 1, repeatable=True, scale=piece.scale)
        return self.columns[name]

    def repeatable(self, piece: Piece) -> Piece:
        """The piece itself if it may be written more than once, otherwise a hidden column that holds it."""
        if piece.repeatable:
            return piece
        self.hidden += 1
        return self.add(f"_{self.hidden}", piece)

    def rendered(self, base: str, output: tuple[str, ...] = (), *, fenced: bool) -> str:
        """The whole as one SELECT over the base, of the output columns, or of everything where none are named."""
        layers = [*self.layers, []] if output and self._renames_what_costs() else self.layers
        text, last = base, layers[-1] if layers else []
        for number, layer in enumerate(layers[:-1], start=1):
            text = selected(f"*, {_added(layer)}", f"({text}) AS l{number}", fenced=True)
        if not output:
            return selected(f"*, {_added(last)}", f"({text}) AS l0", fenced=fenced) if last else text
        written = {quoted(name): expression for name, expression in last}
        named = {name: written.get(column, column) for name, column in self.aliases.items()} | dict(last)
        shown = ", ".join(f"{named[name]} AS {quoted(name)}" if name in named else quoted(name) for name in output)
        return selected(shown, f"({text}) AS l0", fenced=fenced)

    def _renames_what_costs(self) -> bool:
        """Would a name for a column of the last layer compute a long expression a second time?"""
        last = {quoted(name): len(expression) for name, expression in (self.layers[-1] if self.layers else [])}
        return any(last.get(column, 0) > CHEAP_CHARACTERS for column in self.aliases.values())


def _added(layer: list[tuple[str, str]]) -> str:
    return ", ".join(f"{expression} AS {quoted(name)}" for name, expression in layer)
