"""Three questions, three answers (DESIGN 6): which advertisement, which opening, what news.

The key of an advertisement is (source, external id) and needs no function. docs/identity.md says
what is joined, what is not, and why.
"""

from alertbot.identity.employers import Employers, same_employer
from alertbot.identity.keys import content_hash, fingerprint, revision
from alertbot.identity.news import differences, in_all
from alertbot.identity.traces import aliases, traces
from alertbot.identity.verdict import Verdict, same_opening
from alertbot.model import Difference

VERSION = 1
"""Raised when stored keys (content hash, revision, traces) would come out otherwise."""

__all__ = [
    "VERSION",
    "Difference",
    "Employers",
    "Verdict",
    "aliases",
    "content_hash",
    "differences",
    "fingerprint",
    "in_all",
    "revision",
    "same_employer",
    "same_opening",
    "traces",
]
