"""The catalogue of data.cms.gov: where the newest file of a dataset lies (its addresses change with every release)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from credcheck.errors import RegistryChanged, RegistryDown
from credcheck.mirror import Offer
from credcheck.model import Sentence
from credcheck.registries._json import Table, changed, day, table

INDEX = "https://data.cms.gov/data.json"
_SOURCE = "data.cms.gov"
_CAP = 400_000_000


def offers(page: str, title: str) -> tuple[Offer, ...]:
    """The CSV files of the dataset of that title, each with the last day it covers."""
    found = tuple(_offers(_catalogue(page), title))
    if not found:
        raise changed(_SOURCE, title)
    return found


def _catalogue(page: str) -> Table:
    try:
        return table(_SOURCE, json.loads(page))
    except (ValueError, RecursionError) as error:
        if page.lstrip().startswith("<"):
            raise RegistryDown(Sentence("net.html", host=_SOURCE)) from error
        raise RegistryChanged(Sentence("net.not_json", host=_SOURCE)) from error


def _offers(catalogue: Table, title: str) -> Iterator[Offer]:
    for dataset in catalogue.tables("dataset"):
        if dataset.word("title").casefold() != title.casefold():
            continue
        for file in dataset.tables("distribution"):
            url = file.word("downloadURL")
            name = _csv(url)
            if name:
                yield Offer(url, name, day=_last_day(file), cap_bytes=_CAP)


def _csv(url: str) -> str:
    """The name of the table at an address of ours, "" for any other."""
    try:
        parts = urlsplit(url)
        ours = parts.scheme == "https" and parts.hostname == _SOURCE
    except ValueError:  # brackets that hold no IPv6 address
        return ""
    return parts.path.rpartition("/")[2] if ours and parts.path.lower().endswith(".csv") else ""


def _last_day(file: Table) -> date | None:
    """The end of the time a file covers, or when it was made."""
    return day(file.word("temporal").rpartition("/")[2]) or file.day("modified")
