"""The wheel carries what the code needs."""

import subprocess
import sys
import zipfile

from conftest import ROOT


def test_the_wheel_carries_model_and_word_lists(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("answerstance-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src" / "answerstance"
    sources = {path.relative_to(package.parent).as_posix() for path in package.rglob("*") if path.is_file()}
    assert {name for name in sources if "__pycache__" not in name} <= names
    models = {path.relative_to(ROOT).as_posix() for path in (ROOT / "models").rglob("*") if path.is_file()}
    assert {f"answerstance/{name}" for name in models} <= names
    assert not any("annotations/" in name or "examples/" in name for name in names)
