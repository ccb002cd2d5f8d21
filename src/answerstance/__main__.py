"""``python -m answerstance``."""

from answerstance.cli import main

raise SystemExit(main())
