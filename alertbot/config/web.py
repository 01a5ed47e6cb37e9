"""Where the status page listens: `web:` of a configuration."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from alertbot.config import variables
from alertbot.config.configuration import HOST, PORT, Web
from alertbot.config.document import Mapping, Node, Scalar
from alertbot.config.mistakes import listed, meant, shown
from alertbot.config.secrets import Secrets
from alertbot.config.values import SecretValue

KEYS = {
    "listen": "The address and port to listen on; 127.0.0.1:8585 if left out.",
    "token": "Who wants to see it has to know this, a secret. On loopback it may be left out.",
}
SHORTEST = 16
"""Letters of a token: a shorter one can be guessed."""

_LAST_PORT = 65_535
_PORT = re.compile(r"[0-9]{1,5}")
_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,252}")


def read(node: Node | None, secrets: Secrets) -> Web | None:
    """What the file says, with its mistakes told; None where no page is asked for."""
    if node is None:
        return None
    if isinstance(node, Scalar) and node.value is None:
        return Web()
    if not isinstance(node, Mapping):
        secrets.findings.error(node.start, "'web' holds keys: {listen: \"127.0.0.1:8585\"}, or {}")
        return None
    for key, (at, _) in node.entries.items():
        if key not in KEYS:
            near = meant(key, KEYS) or f"; known are {listed(KEYS, 'and')}"
            secrets.findings.error(at.start, f"unknown key {shown(key)}{near}")
    said = node.get("listen")
    web = Web() if said is None else _address(said, secrets)
    asked = node.get("token")
    if asked is not None:
        token = secrets.read(asked, "token", "web")
        if token is None:
            return None
        if secrets.look and len(token.reveal()) < SHORTEST:
            secrets.findings.error(
                asked.start,
                f"'web.token' has at least {SHORTEST} letters: a shorter one is guessed",
            )
        return replace(web, token=token)
    if not is_loopback(web.host):
        secrets.findings.error(
            (said or node).start,
            f"{shown(web.host)} can be reached from elsewhere, so 'web' needs a 'token', such as "
            "{file: web-token}; or listen on 127.0.0.1",
        )
    return web


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host.lower() == "localhost":
        return True
    return _is_address(host) and ipaddress.ip_address(host).is_loopback


def _address(node: Node, secrets: Secrets) -> Web:
    """`HOST:PORT`, or one of them alone; an IPv6 address in brackets."""
    value = ""
    if isinstance(node, Scalar) and node.text:
        located = variables.located(node, secrets.source)
        text = variables.fill(located, secrets.env, secrets.findings)
        if text is None:
            return Web()
        value = text.value
    if _PORT.fullmatch(value):
        value = f"{HOST}:{value}"
    host, _, port = value.rpartition(":") if re.search(r":[0-9]+$", value) else (value, "", "")
    if not _is_host(host) or int(port or PORT) > _LAST_PORT:
        what = "'web.listen' is an address and a port, such as 127.0.0.1:8585 or \"[::1]:8585\""
        secrets.findings.error(node.start, what)
        return Web()
    return Web(host.strip("[]"), int(port or PORT))


def _is_host(word: str) -> bool:
    """Whether it is a name, or an address: of IPv6 in brackets."""
    if word.startswith("[") and word.endswith("]"):
        return _is_address(word[1:-1])
    if re.fullmatch("[0-9.]+", word):
        return _is_address(word)
    return _HOST.fullmatch(word) is not None


def _is_address(word: str) -> bool:
    try:
        ipaddress.ip_address(word)
    except ValueError:
        return False
    return True


def schema() -> dict[str, Any]:
    """The JSON Schema of `web:`."""
    token = TypeAdapter(SecretValue).json_schema()
    return {
        "description": "A status page, health checks and metrics; off if left out.",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {
            "listen": {
                "description": KEYS["listen"],
                "type": ["string", "integer"],
                "default": f"{HOST}:{PORT}",
            },
            "token": {**token, "description": KEYS["token"]},
        },
    }
