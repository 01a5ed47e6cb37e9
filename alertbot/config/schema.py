"""The JSON Schema of the configuration, for editors; generated from the same option models."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from pydantic import BaseModel

from alertbot.config import aliases, heartbeats, keeping, spelling, timing, web
from alertbot.config.searches import AGAIN
from alertbot.config.values import spoken
from alertbot.config.variables import NAME as VARIABLE
from alertbot.query.keys import KEYS

Schema = dict[str, Any]

NAMES = r"^[\p{L}\p{N}_.-]{1,64}$"

_SHARED = {
    "every": "How often the source is read, such as 15m. Not below what the service allows.",
    "base_url": "Another scheme and host for the service: another instance, a proxy.",
    "private": "Whether the source may be at an address that is not public.",
    "timeout": "The time that one request may take in all, such as 20s.",
    "company": "The employer's name, where the board does not say it.",
    "to": "The chat that alerts go to: its name or its number.",
    "token": "The bot's token, a secret: ${NAME}, {env: NAME} or {file: PATH}.",
    "api_url": "Another scheme and host for the service: another instance, a proxy.",
    "url": "The address: of the page to read, or the one to send to.",
    "template": "A file beside this one that words the alert of one opening.",
    "webhook": "The address of a Slack webhook, a secret; then without token and to.",
    "secret": "What signs, a secret: whsec_ and 24 to 64 bytes in base64.",
    "old_secret": "A second secret that signs, while receivers change to the new one.",
    "headers": "Headers that the receiver asks for, each value a secret.",
}
_TEXT: Schema = {"type": "string", "minLength": 1}
_VALUE: Schema = {"type": ["string", "number"]}
_VARIABLE: Schema = {"type": "string", "pattern": rf"\$\{{{VARIABLE}\}}"}
_MATCH = {
    "words": "Words in title, company or hashtags.",
    "title": "Words in the title.",
    "company": "Words in the company's name.",
    "text": "Words in the description.",
    "hashtags": "Hashtags, with # or without.",
    "location": "Places: a country, a state, a city.",
    "remote": "true for remote work from home, or the place to work from.",
    "workplace": "onsite, hybrid or remote.",
    "type": "The type of employment: fulltime, parttime, contractor and so on.",
    "level": "A level, or a range of them: senior..staff.",
    "lang": "The language that the posting is written in: en, german.",
    "source": "The name of a source.",
    "is": "What has happened to it since it was first seen: new, reposted or changed.",
    "pay": "The least pay asked for (150k), or floor and ceiling.",
    "posted": "How old the posting may be: <7d.",
    "closes": "How far ahead the last day to apply may be: <7d.",
    "query": "Anything else, in the query language.",
}


def schema(
    sources: Mapping[str, type[BaseModel]], channels: Mapping[str, type[BaseModel]]
) -> Schema:
    """The JSON Schema (draft 2020-12) of a configuration, by the option models of its kinds."""
    definitions: Schema = {
        "value": _VALUE,
        "values": _values(),
        "variable": _VARIABLE,
        "search": _search(),
    }
    described = {"source": "A board to read.", "channel": "A chat to tell."}
    for what, models in (("source", sources), ("channel", channels)):
        for kind, model in sorted(models.items()):
            definitions.update(_kind(f"{what}.{kind}", kind, model))
        choices = [{"$ref": f"#/$defs/{what}.{kind}"} for kind in sorted(models)]
        definitions[what] = {
            "description": described[what],
            "type": "object",
            "required": ["kind"],
            "oneOf": choices or [False],
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The configuration of alertbot",
        "description": "What to read, whom to tell, and what to look for.",
        "type": "object",
        "additionalProperties": False,
        "required": ["sources", "channels", "searches"],
        "properties": _top(),
        "$defs": dict(sorted(definitions.items())),
    }


def text(sources: Mapping[str, type[BaseModel]], channels: Mapping[str, type[BaseModel]]) -> str:
    """The schema as the file that config/alertbot.schema.json is."""
    return json.dumps(schema(sources, channels), indent=2, ensure_ascii=False) + "\n"


def _top() -> Schema:
    return {
        "include": {
            **_one_or_more(_TEXT),
            "description": "Further files, folders of them, or patterns such as conf.d/*.yaml.",
        },
        "database": {
            **_TEXT,
            "description": "Where alertbot remembers: sqlite:///FILE, beside this file unless a "
            "whole path is given; or postgresql+psycopg://USER:PASSWORD@HOST/NAME.",
            "default": "sqlite:///alertbot.db",
        },
        "timezone": {**_TEXT, "description": "An IANA time zone, such as Europe/Berlin."},
        "currency": {
            "description": "What a pay floor without a currency means (ISO 4217), such as USD.",
            "anyOf": [{"type": "string", "pattern": "^[A-Za-z]{3}$"}, _variable()],
        },
        "home": {**_TEXT, "description": 'Where remote has to be open to, such as "Berlin, DE".'},
        "operator": {
            "type": ["string", "number", "boolean"],
            "description": "The channel that hears of dead letters and silent boards.",
        },
        "keep": keeping.schema(),
        "heartbeat": heartbeats.schema(),
        "web": web.schema(),
        "aliases": aliases.schema(),
        "synonyms": spelling.schema(),
        "sources": _named("source", "The boards to read, by a name of your own."),
        "channels": _named("channel", "The chats to tell, by a name of your own."),
        "searches": _named("search", "What to look for, by a name of your own."),
    }


def _named(what: str, description: str) -> Schema:
    return {
        "description": description,
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": NAMES},
        "additionalProperties": {"$ref": f"#/$defs/{what}"},
    }


def _search() -> Schema:
    names: Schema = {"type": ["string", "number", "boolean"]}
    listed = _one_or_more(names)
    again = "On what later occasions an opening is alerted once more; on none if left out."
    return {
        "description": "A saved search.",
        "type": "object",
        "additionalProperties": False,
        "oneOf": [{"required": ["where"]}, {"required": ["match"]}],
        "properties": {
            "where": {**_TEXT, "description": "A query, such as 'sre in:washington pay>=150k'."},
            "match": _match(),
            "from": {**listed, "description": "The sources it looks at; every one if left out."},
            "to": {**listed, "description": "The channels it reports to."},
            "again": {**_one_or_more({"enum": list(AGAIN)}), "description": again},
            **timing.schema(),
        },
    }


def _one_or_more(value: Schema) -> Schema:
    return {"anyOf": [value, {"type": "array", "minItems": 1, "items": value}]}


def _match() -> Schema:
    limits: Schema = {
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {
            "floor": {**_VALUE, "description": "The least pay, such as 150k or €60k."},
            "ceiling": {**_VALUE, "description": "The most pay."},
        },
    }
    forms: dict[str, list[Schema]] = {
        "pay": [_VALUE, limits],
        "posted": [_VALUE],
        "closes": [_VALUE],
        "location": _values({"radius": {"description": "About each city: 50km, 30mi.", **_VALUE}})[
            "anyOf"
        ],
        "query": [_TEXT],
        "remote": [{"$ref": "#/$defs/values"}, {"const": True}],
    }
    return {
        "description": "The same as a query, as keys that all have to hold.",
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {
            key: {
                "description": _MATCH.get(key, f"What is asked of {key}."),
                "anyOf": forms.get(key, [{"$ref": "#/$defs/values"}]),
            }
            for key in KEYS
        },
    }


def _values(more: Schema | None = None) -> Schema:
    """One value, a list, or groups of them, with `more` beside the groups."""
    several: list[Schema] = [_VALUE, {"type": "array", "minItems": 1, "items": _VALUE}]
    groups = {
        "any": "One of these is enough.",
        "all": "Each of these has to hold.",
        "none": "None of these may hold.",
    }
    grouped: Schema = {
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {
            **{key: {"description": it, "anyOf": several} for key, it in groups.items()},
            **(more or {}),
        },
    }
    return {"anyOf": [*several, grouped]}


def _kind(label: str, kind: str, model: type[BaseModel]) -> Iterator[tuple[str, Schema]]:
    """The definition of a kind's options, and of the models that stand inside them."""
    found = model.model_json_schema(ref_template=f"#/$defs/{label}.{{model}}")
    inner: Schema = found.pop("$defs", {})
    for name, part in inner.items():
        yield f"{label}.{name}", _completed(part, kind)
    own = _completed(found, kind)
    for key, value in own.get("properties", {}).items():
        default = _default(model, key)
        if default is not None:
            value["default"] = default
    said: Schema = {"const": kind, "description": "Which service this is."}
    yield (
        label,
        {
            "type": "object",
            "additionalProperties": own.get("additionalProperties", False),
            "required": ["kind", *own.get("required", ())],
            **{key: own[key] for key in ("oneOf",) if key in own},
            "properties": {"kind": said, **own.get("properties", {})},
        },
    )


def _completed(part: Schema, kind: str) -> Schema:
    """The schema of a model, each key with a description, and variables allowed for its values."""
    if "properties" not in part:
        return part
    properties = {key: _property(key, value, kind) for key, value in part["properties"].items()}
    return {**part, "properties": properties}


def _default(model: type[BaseModel], key: str) -> bool | int | str | None:
    """What holds if the key is left out, as a file would say it; None where that is nothing."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    default = fields[key].default if key in fields else None
    if isinstance(default, timedelta):
        return spoken(default)
    return default if isinstance(default, bool | int | str) and default != "" else None


def _property(key: str, value: Schema, kind: str) -> Schema:
    fallback = f"The option '{key}' of kind {kind}."
    description = _SHARED.get(key) or value.get("description") or fallback
    bare = {it: value[it] for it in value if it not in ("title", "description", "default")}
    if not _takes_text(bare):
        bare = {"anyOf": [*(bare["anyOf"] if set(bare) == {"anyOf"} else [bare]), _variable()]}
    return {"description": description, **bare}


def _takes_text(value: Schema) -> bool:
    """Whether any text fits, so that a variable does without being mentioned."""
    if "anyOf" in value:
        return any(_takes_text(choice) for choice in value["anyOf"])
    types = value.get("type", ())
    listed = [types] if isinstance(types, str) else types
    return "string" in listed and not {"pattern", "enum", "const", "format"} & set(value)


def _variable() -> Schema:
    return {"$ref": "#/$defs/variable"}
