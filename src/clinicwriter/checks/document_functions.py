"""Rules about the whole article that no pattern can say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .document import DocumentFunction

DOCUMENT_FUNCTIONS: Final[Mapping[str, DocumentFunction]] = MappingProxyType({})
