"""Lets ``python -m iban_duration_cli`` run the program."""

import sys

from .cli import main

sys.exit(main())
