"""An extractor: reads one kind of claim out of a profile."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from credcheck.claims._draft import Draft


class Extractor(ABC):
    """Reads one kind of claim. Extractors run in `order`; each sees what earlier ones found and adds its own."""

    order: ClassVar[int]

    @abstractmethod
    def extract(self, draft: Draft) -> Draft:
        """The draft with this extractor's claims, rejections and steps added; pure."""
