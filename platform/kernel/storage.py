"""Object storage for uploaded files and exported roots: a local folder by default, S3 by URL (`s3://bucket/prefix?endpoint=…`)."""

import asyncio
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

import boto3
from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError


class StorageFailure(Exception):
    """The store could not take or give a file; nothing half-written is left under its key."""


class TooLarge(Exception):
    """More bytes came than allowed."""


@dataclass(frozen=True)
class Received:
    """A file taken in full: its size in bytes and SHA-256, and the temporary file that holds it."""

    path: Path
    size: int
    sha256: str


class Store(Protocol):
    """Where files lie by key; a key is written once."""

    def put(self, key: str, source: Path) -> None:
        """Keep a copy of the file under the key."""

    def get(self, key: str) -> bytes | None:
        """The bytes under a key, or nothing."""

    def keys(self, folder: str) -> list[str]:
        """The keys that begin with a folder's name, in order."""

    def remove(self, key: str) -> None:
        """Forget what lies under a key, if anything does: for what the program made itself and can make again."""


class FolderStore:
    """Files in a local folder: written beside their place, flushed, then moved into it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, source: Path) -> None:
        """Copy, flush to disk and rename; a full disk leaves nothing behind."""
        target = self._place(key)
        partial = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as reader, partial.open("wb") as writer:
                while block := reader.read(1 << 20):
                    writer.write(block)
                writer.flush()
                os.fsync(writer.fileno())
            partial.replace(target)
        except OSError as problem:
            partial.unlink(missing_ok=True)
            raise StorageFailure from problem

    def get(self, key: str) -> bytes | None:
        """Read a file whole."""
        try:
            return self._place(key).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise StorageFailure from problem

    def keys(self, folder: str) -> list[str]:
        """Every file below a folder, but for those that are still being written."""
        try:
            found = [path for path in self._place(folder).rglob("[!.]*") if path.is_file()]
        except OSError as problem:
            raise StorageFailure from problem
        return sorted(path.relative_to(self.root).as_posix() for path in found)

    def remove(self, key: str) -> None:
        """Remove a file; its folder stays."""
        try:
            self._place(key).unlink(missing_ok=True)
        except OSError as problem:
            raise StorageFailure from problem

    def _place(self, key: str) -> Path:
        return self.root.joinpath(*key.split("/"))


class BucketStore:
    """Files in an S3 bucket; credentials come from the environment, as boto3 finds them."""

    def __init__(self, bucket: str, prefix: str, endpoint: str | None) -> None:
        self.bucket = bucket
        self.prefix = prefix
        self.client: Any = boto3.client("s3", endpoint_url=endpoint)

    def put(self, key: str, source: Path) -> None:
        """Upload; S3 shows an object only when it is whole."""
        try:
            self.client.upload_file(str(source), self.bucket, self.prefix + key)
        except (Boto3Error, BotoCoreError, ClientError, OSError) as problem:
            raise StorageFailure from problem

    def get(self, key: str) -> bytes | None:
        """Read an object whole."""
        try:
            body: bytes = self.client.get_object(Bucket=self.bucket, Key=self.prefix + key)["Body"].read()
        except ClientError as problem:
            if problem.response.get("Error", {}).get("Code") in ("NoSuchKey", "404"):
                return None
            raise StorageFailure from problem
        except BotoCoreError as problem:
            raise StorageFailure from problem
        return body

    def keys(self, folder: str) -> list[str]:
        """List a thousand objects at a time."""
        start = f"{self.prefix}{folder}/"
        try:
            pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=start)
            found = [str(one["Key"]) for page in pages for one in page.get("Contents", ())]
        except (BotoCoreError, ClientError) as problem:
            raise StorageFailure from problem
        return sorted(key.removeprefix(self.prefix) for key in found)

    def remove(self, key: str) -> None:
        """Remove an object; S3 says nothing of one that is not there."""
        try:
            self.client.delete_object(Bucket=self.bucket, Key=self.prefix + key)
        except (BotoCoreError, ClientError) as problem:
            raise StorageFailure from problem


def open_store(url: str | None, state: Path) -> Store:
    """The store an operator chose: a folder in the state directory, `file:///path`, or `s3://bucket/prefix`."""
    if url is None:
        return FolderStore(state / "files")
    parts = urlsplit(url)
    if parts.scheme == "file":
        return FolderStore(Path(parts.path))
    if parts.scheme == "s3":
        endpoint = parse_qs(parts.query).get("endpoint", [None])[0]
        prefix = parts.path.strip("/")
        return BucketStore(parts.netloc, f"{prefix}/" if prefix else "", endpoint)
    raise ValueError("STORAGE_URL and ROVIEC_RECEIPT_ROOTS are file:///folder or s3://bucket/prefix?endpoint=https://…")


async def receive(chunks: AsyncIterator[bytes], *, limit: int) -> Received:
    """Take a stream of at most `limit` bytes into a temporary file.

    Raises `TooLarge` as soon as more come, and `StorageFailure` when the disk is full; either way nothing stays.
    """
    digest = hashlib.sha256()
    size = 0
    handle, name = tempfile.mkstemp(prefix="roviec-upload-")
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as writer:
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise TooLarge
                digest.update(chunk)
                await asyncio.to_thread(writer.write, chunk)
    except BaseException as problem:
        _remove(path)
        if isinstance(problem, OSError):
            raise StorageFailure from problem
        raise
    return Received(path, size, digest.hexdigest())


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
