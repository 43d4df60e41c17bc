"""`python -m mailbot` is the same as `mailbot`."""

from mailbot.cli import main

main()
