"""HTTP: one client with time-outs, pace per host, bounded retries, size caps, an address guard and our own errors."""

from credcheck.net.answer import AnswerCache, Fetched
from credcheck.net.download import Downloaded
from credcheck.net.http import Http, Patience
from credcheck.net.sent import RequestLog, Sent

__all__ = ["AnswerCache", "Downloaded", "Fetched", "Http", "Patience", "RequestLog", "Sent"]
