"""A small cache that threads may share."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_ABSENT: Final = object()


class Recent(Generic[Key, Value]):
    """The last values made, by key. Two threads may make one twice; both get it right."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Key, Value | object] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[Key], Value]) -> Value:
        with self._lock:
            known = self._values.get(key, _ABSENT)
            if known is not _ABSENT:
                self._values.move_to_end(key)
                return known  # type: ignore[return-value]
        made = make(key)
        with self._lock:
            self._values[key] = made
            if len(self._values) > self._size:
                self._values.popitem(last=False)
        return made
