"""Registries: the one place where an activation, an initialiser or a loss is found by its name.

What the entries are and do stands in activations.py, initializers.py and losses.py.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """Anything with a name to be looked up by."""

    @property
    def name(self) -> str: ...


Entry = TypeVar("Entry", bound=Named)


class UnknownName(KeyError, ValueError):
    """A name that no entry has; the message lists the names there are."""

    def __str__(self) -> str:
        return str(self.args[0])


class Registry(Mapping[str, Entry], Generic[Entry]):
    """Entries by name, in the order they were written down."""

    def __init__(self, kind: str, entries: Iterable[Entry]) -> None:
        self.kind = kind
        self._entries = {entry.name: entry for entry in entries}
        self._entry_type: type[Entry] = type(next(iter(self._entries.values())))

    def __getitem__(self, name: str) -> Entry:
        try:
            return self._entries[name]
        except KeyError:
            raise UnknownName(self._unknown(name)) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def find(self, name_or_entry: str | Entry) -> Entry:
        """The entry of that name; an entry of your own passes through."""
        if isinstance(name_or_entry, self._entry_type):
            return name_or_entry
        return self[str(name_or_entry)]

    def _unknown(self, name: str) -> str:
        close = get_close_matches(str(name), self._entries, n=1)
        guess = f" Did you mean {close[0]!r}?" if close else ""
        return f"There is no {self.kind} {name!r}. There are: {', '.join(self)}.{guess}"

    def __repr__(self) -> str:
        return f"<{len(self)} {self.kind}s: {', '.join(self)}>"
