"""Parquet, read by pyarrow, which only those who import it install: `pip install "reperes[parquet]"`."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

from app.opendata.files.rows import Row, Rows, UnreadableFile

_NOT_INSTALLED = 'Pour lire le format parquet, installez son complément : pip install "reperes[parquet]". Le format csv n’en a pas besoin.'
BATCH = 64
"""Rows made into Python values at a time."""

LARGEST_GROUP = 256 << 20
"""Bytes of a group of rows, uncompressed: what its reader may hold at once."""


def read_parquet(path: Path) -> Rows:
    """Open a parquet file; raise UnreadableFile when pyarrow is not there, or cannot read it."""
    try:
        from pyarrow import ArrowException  # noqa: PLC0415 - an optional extra
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415
    except ImportError as error:
        raise UnreadableFile(_NOT_INSTALLED) from error
    broken = (ArrowException, OSError, ValueError, OverflowError, KeyError)
    progress = _Progress()
    try:
        file = ParquetFile(path, pre_buffer=False, buffer_size=1 << 16)
    except broken as error:
        msg = "Le fichier parquet est abîmé ou incomplet : il ne peut pas être ouvert."
        raise UnreadableFile(msg) from error
    try:
        _check(file)
    except UnreadableFile:
        file.close()
        raise
    progress.total = max(1, file.metadata.num_rows)
    return Rows(file.schema_arrow.names, _rows(file, progress, broken), lambda: progress.read / progress.total)


def _check(file: Any) -> None:
    """Refuse groups of rows that would fill the memory."""
    groups = (file.metadata.row_group(number).total_byte_size for number in range(file.num_row_groups))
    if max(groups, default=0) > LARGEST_GROUP:
        msg = "Le fichier parquet a des groupes de lignes démesurés (plus de 256 Mo) : enregistrez-le en groupes plus petits, ou en .csv."
        raise UnreadableFile(msg)


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
