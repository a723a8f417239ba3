"""Reading files as rows, whatever their format: csv, json, JSON lines, parquet, xlsx. Nothing is interpreted here."""

from app.opendata.files.opening import open_rows
from app.opendata.files.rows import MISFIT, Rows, UnreadableFile

__all__ = ["MISFIT", "Rows", "UnreadableFile", "open_rows"]
