"""`alertbot schema`: what an editor completes and checks a configuration by."""

from __future__ import annotations


def schema() -> None:
    """Print the JSON Schema of the configuration, with every kind that is installed.

    An editor uses it for a file that begins with a line such as

    # yaml-language-server: $schema=./alertbot.schema.json
    """
    from alertbot import channels, sources
    from alertbot.config import schema_text

    kinds = (sources.kinds(), channels.kinds())
    of_sources, of_channels = ({name: it.Options for name, it in some.items()} for some in kinds)
    print(schema_text(of_sources, of_channels), end="")
