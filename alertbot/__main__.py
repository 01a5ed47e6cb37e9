"""`python -m alertbot` is the command `alertbot`."""

from alertbot.cli import main

main()
