"""A few values kept because they took long to make, each by all that it is made of."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Latest(Generic[Value]):
    """The values used last, each by all it is made of: none can ever be out of date.

    Parameters
    ----------
    at_most
        How many are kept.
    """

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """Give how many are kept."""
        return len(self._values)

    def get(self, made_of: Hashable, make: Callable[[], Value]) -> Value:
        """Give a value, made now unless it is there; two may make it at one time, and one is kept."""
        with self._lock:
            if made_of in self._values:
                self._values.move_to_end(made_of)
                return self._values[made_of]
        value = make()
        self.put(made_of, value)
        return value

    def put(self, made_of: Hashable, value: Value) -> None:
        """Keep a value, and let the one go that was not used for longest."""
        with self._lock:
            self._values[made_of] = value
            self._values.move_to_end(made_of)
            if len(self._values) > self._at_most:
                self._values.popitem(last=False)
