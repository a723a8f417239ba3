"""Parquet, read by pyarrow, which only those who import it install: `pip install "reperes[parquet]"`."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

from app.opendata.files.rows import Row, Rows, UnreadableFile

_NOT_INSTALLED = 'Pour lire le format parquet, installez son complément : pip install "reperes[parquet]". Le format csv n’en a pas besoin.'
BATCH = 1_000
"""Rows made into Python values at a time."""


def read_parquet(path: Path) -> Rows:
    """Open a parquet file; raise UnreadableFile when pyarrow is not there, or cannot read it."""
    try:
        from pyarrow import ArrowException  # noqa: PLC0415 - an optional extra
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415
    except ImportError as error:
        raise UnreadableFile(_NOT_INSTALLED) from error
    progress = _Progress()
    try:
        file = ParquetFile(path, pre_buffer=False, buffer_size=1 << 16)
    except (ArrowException, OSError) as error:
        msg = "Le fichier parquet est abîmé ou incomplet : il ne peut pas être ouvert."
        raise UnreadableFile(msg) from error
    progress.total = max(1, file.metadata.num_rows)
    return Rows(file.schema_arrow.names, _rows(file, progress, (ArrowException, OSError)), lambda: progress.read / progress.total)


class _Progress:
    read = 0
    total = 1


def _rows(file: Any, progress: _Progress, broken: tuple[type[Exception], ...]) -> Generator[tuple[int, Row]]:
    with file:
        try:
            for batch in file.iter_batches(batch_size=BATCH, use_threads=False):
                for row in batch.to_pylist():
                    progress.read += 1
                    yield progress.read, row
        except broken as error:
            msg = f"Le fichier parquet est abîmé après l’enregistrement {progress.read}."
            raise UnreadableFile(msg, progress.read) from error
