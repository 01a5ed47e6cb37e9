"""A channel's own template for the alert of one opening: docs/templates.md.

It is read once, when the configuration is, and every sample is rendered by it in every size. In the
running bot an alert that it fails on, or that it makes too long, is sent in alertbot's own form:
no alert is lost to a template.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import InstanceOf, ValidationInfo, WithJsonSchema, field_validator

from alertbot.channels import ChannelOptions, Render, _card
from alertbot.channels._template_markup import Lines, read
from alertbot.channels._template_words import addresses, complete, values
from alertbot.config.mistakes import shown
from alertbot.model import Alert, Context, Message, OpeningAlert
from alertbot.samples import SAMPLES

if TYPE_CHECKING:
    import jinja2

LARGEST = 16_000
"""Bytes that a template may have."""

Write = Callable[[Iterable[Lines], Message], Message]
"""The first of some wordings, the longest first, that fits, in the service's own form.

The second argument is alertbot's own message, which is what comes back where none fits.
"""


@dataclass(frozen=True, slots=True)
class Form:
    """How a kind words alerts by itself, and how it writes those of a template."""

    render: Render
    write: Write


log = logging.getLogger(__name__)


class Template:
    """A template that every sample has been rendered by. Raises ValueError where that fails."""

    def __init__(self, name: str, source: str, form: Form) -> None:
        # Here and not above: who has no template pays nothing for Jinja2.
        from alertbot.channels import _template_language as language

        self._name = name
        self._form = form
        self._language = language
        self._warned = False
        try:
            self._template: jinja2.Template
            self._template, self._addresses = language.compiled(source)
        except language.Fault as fault:
            raise ValueError(f"{name}, line {fault.line}: {fault.message}") from None
        for sample, (alert, context) in SAMPLES.items():
            if isinstance(alert, OpeningAlert):
                self._try(sample, alert, context)

    def message(self, alert: Alert, context: Context) -> Message:
        """The alert as the template words it; in alertbot's own form where it cannot."""
        ours = self._form.render(alert, context)
        if not isinstance(alert, OpeningAlert):
            return ours
        try:
            message = self._form.write(self._wordings(alert, context), ours)
        except self._language.FAILURES as error:
            self._warn(self._words(error))
            return ours
        if message is ours:
            self._warn("an alert does not fit, even at its shortest")
        return message

    def _wordings(self, alert: OpeningAlert, context: Context) -> Iterator[Lines]:
        """What it says, from roomy to terse. Raises one of FAILURES."""
        for size in _card.SIZES:
            card = _card.card(alert, context, size)
            said = self._language.rendered(self._template, values(alert, card))
            lines = read(said, {**self._addresses, **addresses(card)})
            yield complete(lines, card, context)

    def _try(self, sample: str, alert: OpeningAlert, context: Context) -> None:
        """Raises ValueError where the sample cannot be worded, in any size, or does not fit."""
        ours = self._form.render(alert, context)
        about = f"(the sample {shown(sample)})"
        try:
            fits = self._form.write(list(self._wordings(alert, context)), ours) is not ours
        except self._language.FAILURES as error:
            raise ValueError(f"{self._words(error)} {about}") from None
        if not fits:
            raise ValueError(f"{self._name}: it is too long, even at its shortest {about}")

    def _words(self, error: Exception) -> str:
        line = self._language.line_of(error)
        place = f"{self._name}, line {line}" if line else self._name
        return f"{place}: {' '.join(str(error).split())[:200] or type(error).__name__}"

    def _warn(self, reason: str) -> None:
        """Once: the next thousand alerts would say the same."""
        if not self._warned:
            self._warned = True
            log.warning("template not used", extra={"template": self._name, "reason": reason})


class Templated(ChannelOptions):
    """The options of a kind whose alerts a template may word."""

    FORM: ClassVar[Form]

    template: Annotated[
        InstanceOf[Template] | None,
        WithJsonSchema({"type": "string", "minLength": 1}),
    ] = None

    @field_validator("template", mode="before")
    @classmethod
    def _read(cls, given: object, info: ValidationInfo) -> object:
        """`info.context` holds the `folder` of the configuration."""
        if given is None or isinstance(given, Template):
            return given
        if not isinstance(given, str) or not given.strip():
            raise ValueError("a template is a file beside the configuration, such as alert.j2")
        folder = Path((info.context or {}).get("folder", ""))
        return Template(given, _source(folder, given), cls.FORM)

    def rendered(self, render: Render, alert: Alert, context: Context) -> Message:
        """As the template words it, if there is one."""
        return self.template.message(alert, context) if self.template else render(alert, context)


def _source(folder: Path, name: str) -> str:
    """The text of a template. Raises ValueError for what is none."""
    path = PurePath(name)
    if path.is_absolute() or ".." in path.parts or "\0" in name:
        raise ValueError("a template is a file beside the configuration or in a folder there")
    file = folder / path
    try:
        if not file.is_file():
            raise ValueError(f"there is no file {shown(name)} beside the configuration")
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise ValueError(f"{name} cannot be read: {error.strerror}") from None
    if len(content) > LARGEST:
        raise ValueError(f"{name} is larger than {LARGEST:,} bytes; no template is")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{name} is not UTF-8; save it as UTF-8") from None
