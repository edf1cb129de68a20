"""The verification cache: reports, raw answers, log of checks, judgements, watches, queue. Used on one thread."""

from credcheck.store._answers import Keep
from credcheck.store._chain import Head, Kind
from credcheck.store._judgements import Judgement, Note, Opinion
from credcheck.store._log import Audit, Entry
from credcheck.store._open import database_file, set_aside
from credcheck.store._queue import Order, Queued, State, Wanted
from credcheck.store._reports import Filter, Line
from credcheck.store._rows import account_key
from credcheck.store._store import ReportStore
from credcheck.store._watches import Watch

__all__ = [
    "Audit",
    "Entry",
    "Filter",
    "Head",
    "Judgement",
    "Keep",
    "Kind",
    "Line",
    "Note",
    "Opinion",
    "Order",
    "Queued",
    "ReportStore",
    "State",
    "Wanted",
    "Watch",
    "account_key",
    "database_file",
    "set_aside",
]
