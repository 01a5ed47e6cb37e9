"""alertbot watches job boards and sends one well-made alert per opening.

docs/architecture.md shows the flow on one page; `model` holds its nouns.
"""

__version__ = "0.1.0"
