"""The verification cache: finished reports, and raw answers of registries with a time to live. Used on one thread."""

from credcheck.store._open import set_aside
from credcheck.store._reports import Line
from credcheck.store._store import ReportStore

__all__ = ["Line", "ReportStore", "set_aside"]
