"""Many machines: a real Dask cluster of two worker processes on this one."""

import json
import os
import signal
import threading
import time

import joblib
import pytest

from answerstance import AnswerStanceError, label_archive, label_many
from answerstance.cli import main
from conftest import EXAMPLES

distributed = pytest.importorskip("distributed")

LETTERS = EXAMPLES / "letters"
LETTER = "Vraag 1\nBent u bereid de brug nummer {0} te sluiten?\nAntwoord 1\nJa, wij sluiten brug {0} in mei.\n"


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs="CRITICAL"
    ) as cluster:
        yield cluster


def test_a_cluster_gives_the_same_rows(cluster):
    rows = list(label_many([LETTERS]))
    assert list(label_many([LETTERS], dask=cluster.scheduler_address)) == rows
    with distributed.Client(cluster, set_as_default=False) as client:
        with joblib.parallel_config("dask", client=client):
            assert list(label_many([LETTERS])) == rows
        fetched = list(label_many([f"file://{LETTERS}/*.txt"], dask=client))
        texts = [row for row in rows if row["letter"].endswith(".txt")]
        assert [row | {"path": None} for row in fetched] == [row | {"path": None} for row in texts]
        assert client.nthreads()  # a client that was given stays open


def test_a_bad_letter_costs_one_row_there_too(cluster, tmp_path):
    (tmp_path / "a.txt").write_text("Antwoord 1\n" * 300_000, "utf-8")
    (tmp_path / "b.txt").write_text(LETTER.format(1), "utf-8")
    rows = list(label_many([tmp_path, tmp_path / "weg.txt"], dask=cluster.scheduler_address, timeout=1))
    assert [row["error"] is None for row in rows] == [False, True, False]
    assert "took more than 1 s" in rows[0]["error"]


def test_a_worker_killed_half_way_loses_nothing(cluster, tmp_path, capsys):
    folder = tmp_path / "brieven"
    folder.mkdir()
    for at in range(1200):
        (folder / f"{at:04}.txt").write_text(LETTER.format(at), "utf-8")
    label_archive([folder], tmp_path / "whole.jsonl", n_jobs=2)
    before = {info["pid"] for info in workers(cluster).values()}

    def kill():
        log = tmp_path / "log.jsonl"
        while not log.exists() or len(log.read_text("utf-8").splitlines()) < 300:
            time.sleep(0.05)
        os.kill(next(iter(before)), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    output = tmp_path / "rows.jsonl"
    arguments = [str(folder), "-o", str(output), "--dask", cluster.scheduler_address]
    assert main(["label", *arguments, "--log", str(tmp_path / "log.jsonl")]) == 0
    killer.join()
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert "1200 answers of 1200 letters" in capsys.readouterr().err
    until = time.monotonic() + 30
    while len(workers(cluster)) < 2 and time.monotonic() < until:
        time.sleep(0.1)
    assert before != {info["pid"] for info in workers(cluster).values()}, "no worker was killed"
    states = [json.loads(line).get("state") for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert states.count("labelled") == 1200
    assert label_archive([folder], output, dask=cluster.scheduler_address).known == 1200
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def workers(cluster):
    with distributed.Client(cluster, set_as_default=False) as client:
        return client.run(lambda: {"pid": os.getpid()})


def test_no_cluster_is_told(monkeypatch):
    from answerstance.archiving import cluster

    monkeypatch.setattr(cluster, "_SECONDS", 0.5)
    with pytest.raises(AnswerStanceError, match="no Dask cluster with a worker is there"):
        list(label_many([LETTERS], dask="tcp://127.0.0.1:1"))
    with pytest.raises(AnswerStanceError, match="missing port number"):
        list(label_many([LETTERS], dask="scheduler"))
