"""How good a model is, and what it can be used to count."""

from answerstance.evaluating.pages import write_report
from answerstance.evaluating.reports import own_report, refitted_report, stored_report
from answerstance.evaluating.summaries import read_rows, summarise

__all__ = ["own_report", "read_rows", "refitted_report", "stored_report", "summarise", "write_report"]
