"""The public face: light to import, and as the README shows it."""

import re
import subprocess
import sys

import pytest

import answerstance
from conftest import ROOT


def test_importing_loads_nothing_heavy():
    heavy = ("sklearn", "scipy", "numpy", "spacy", "nltk", "pandas", "rich", "lxml", "pypdfium2")
    code = f"import sys, answerstance; print([name for name in {heavy!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_labelling_loads_no_scikit_learn():
    """It takes a second and a half to import and only training needs it."""
    code = (
        "import sys, answerstance; answerstance.load_model().label([('Kent u de brug?', 'Ja.')]);"
        "print('sklearn' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_every_public_name_is_there():
    for name in answerstance.__all__:
        assert getattr(answerstance, name).__doc__, name
    assert set(answerstance.__all__) <= set(dir(answerstance))


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'labels'"):
        _ = answerstance.labels


def test_the_readme_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})
