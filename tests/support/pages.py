"""Commands taken out of a page: what stands there is what is run."""

from __future__ import annotations

import json
import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def block(page: str, mark: str) -> str:
    """Return the block after the comment *mark* in *page*."""
    text = (DOCS / page).read_text("utf-8")
    found = re.findall(rf"^<!-- {re.escape(mark)} -->\n```bash\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(found) == 1, f"{page} has {len(found)} blocks marked '{mark}'"
    return str(found[0])


def patch(block: str) -> list[dict[str, object]]:
    """Return the JSON patch that *block* hands to kubectl."""
    found = re.findall(r"--patch='(\[.*?\])'", block, re.DOTALL)
    assert len(found) == 1
    operations: list[dict[str, object]] = json.loads(found[0])
    return operations
