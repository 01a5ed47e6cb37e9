"""The configuration: YAML to Config, with the line and column of every mistake.

The option models of sources and channels are handed in: this package knows no kind.
"""

from alertbot.config.configuration import (
    ChannelConfig,
    Config,
    Digests,
    Heartbeat,
    Keep,
    Loaded,
    Search,
    SourceConfig,
    Timing,
    Web,
)
from alertbot.config.loading import load
from alertbot.config.schema import schema
from alertbot.config.schema import text as schema_text

__all__ = [
    "ChannelConfig",
    "Config",
    "Digests",
    "Heartbeat",
    "Keep",
    "Loaded",
    "Search",
    "SourceConfig",
    "Timing",
    "Web",
    "load",
    "schema",
    "schema_text",
]
