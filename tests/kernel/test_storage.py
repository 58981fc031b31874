"""Object storage: a folder or a bucket gives back what it took, and a full disk leaves nothing behind."""

import hashlib
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import quote

import boto3
import pytest
from moto.server import ThreadedMotoServer

from kernel.storage import BucketStore, FolderStore, StorageFailure, Store, TooLarge, open_store, receive

CONTENT = "Báo cáo thẩm định".encode() * 1000


@pytest.fixture
def bucket_url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a private S3 server's bucket, on loopback."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket="evidence")
        yield f"s3://evidence/roviec?endpoint={quote(endpoint, safe=':/')}"
    finally:
        server.stop()


def _source(folder: Path) -> Path:
    source = folder / "source"
    source.write_bytes(CONTENT)
    return source


def test_a_folder_gives_back_what_it_took(tmp_path: Path) -> None:
    store = open_store(None, tmp_path)
    assert isinstance(store, FolderStore)
    store.put("56/report", _source(tmp_path))
    assert store.get("56/report") == CONTENT
    assert store.get("56/nothing") is None


def test_a_bucket_gives_back_what_it_took(tmp_path: Path, bucket_url: str) -> None:
    store: Store = open_store(bucket_url, tmp_path)
    assert isinstance(store, BucketStore)
    store.put("56/report", _source(tmp_path))
    assert store.get("56/report") == CONTENT
    assert store.get("56/nothing") is None


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_the_keys_of_a_folder_are_listed_in_order(tmp_path: Path, bucket_url: str, kind: str) -> None:
    store = open_store(bucket_url if kind == "bucket" else None, tmp_path)
    for key in ("roots/56/b", "roots/56/a/c", "roots/560/a", "roots/57"):
        store.put(key, _source(tmp_path))
    assert store.keys("roots/56") == ["roots/56/a/c", "roots/56/b"]
    assert store.keys("roots/58") == []


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_what_is_removed_is_gone_and_may_be_removed_again(tmp_path: Path, bucket_url: str, kind: str) -> None:
    store = open_store(bucket_url if kind == "bucket" else None, tmp_path)
    store.put("56/papers/a", _source(tmp_path))
    store.put("56/papers/b", _source(tmp_path))
    for _ in range(2):
        store.remove("56/papers/a")
    assert store.get("56/papers/a") is None
    assert store.keys("56/papers") == ["56/papers/b"]


def test_a_bucket_that_does_not_answer_is_a_storage_failure(tmp_path: Path, bucket_url: str) -> None:
    store = open_store(bucket_url.replace("evidence", "absent"), tmp_path)
    with pytest.raises(StorageFailure):
        store.put("56/report", _source(tmp_path))
    with pytest.raises(StorageFailure):
        store.keys("56")
    with pytest.raises(StorageFailure):
        store.remove("56/report")


def test_a_full_disk_refuses_the_file_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "files")
    folder = tmp_path / "files" / "56"
    folder.mkdir(parents=True)
    (folder / f".report.{os.getpid()}.part").symlink_to("/dev/full")
    with pytest.raises(StorageFailure):
        store.put("56/report", _source(tmp_path))
    assert list(folder.iterdir()) == []


def test_an_address_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="STORAGE_URL"):
        open_store("ftp://somewhere", tmp_path)


async def _chunks(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b"x" * 1024


async def test_a_stream_is_taken_in_with_its_size_and_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    received = await receive(_chunks(3), limit=3 * 1024)
    assert (received.size, received.sha256) == (3072, hashlib.sha256(b"x" * 3072).hexdigest())


async def test_a_stream_beyond_the_limit_is_dropped_as_soon_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(TooLarge):
        await receive(_chunks(10_000_000), limit=2048)
    assert os.listdir(tmp_path) == []
