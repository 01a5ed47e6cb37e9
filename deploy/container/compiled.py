"""Compiles what alertbot loads, and no more, into the folder that $PYTHONPYCACHEPREFIX names.

The Containerfile runs it with the Python of the image. Most of what the libraries bring is never
loaded, so compiling all of it would double the image for nothing. What is compiled is marked as
never to be compared with its source: an image does not change, and its files' dates say nothing.
"""

import contextlib
import importlib
import pkgutil
import py_compile
import sys
from pathlib import Path

import alertbot


def loaded() -> set[Path]:
    """The sources of all that is loaded when every module of alertbot is."""
    for module in pkgutil.walk_packages(alertbot.__path__, "alertbot."):
        if module.name not in ("alertbot.__main__", "alertbot.store.migrations.env"):
            with contextlib.suppress(ModuleNotFoundError):  # of a library that is not in the image
                importlib.import_module(module.name)
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    return {Path(file) for file in files if file and file.endswith(".py")}


def main() -> None:
    """Compiles them, and every file of alertbot's own, in an order that does not change."""
    own = set(Path(alertbot.__path__[0]).rglob("*.py"))
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    for file in sorted(loaded() | own):
        py_compile.compile(str(file), doraise=True, invalidation_mode=unchecked)


if __name__ == "__main__":
    main()
