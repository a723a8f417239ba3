"""What is measured, in words, beside what must be."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure: its key in `bench.json`, its words, and its limit (`at_least` or `at_most`; neither for a reference)."""

    key: str
    words: str
    form: str = "{:,.0f}"
    at_least: float | None = None
    at_most: float | None = None

    def limit(self) -> str:
        """Return what must be, in words."""
        if self.at_least is not None:
            return f"≥ {self.form.format(self.at_least)}"
        return f"≤ {self.form.format(self.at_most)}" if self.at_most is not None else "reference"

    def verdict(self, value: float) -> str:
        """Say whether the figure is what it must be."""
        if self.at_least is None and self.at_most is None:
            return ""
        low = self.at_least is not None and value < self.at_least
        high = self.at_most is not None and value > self.at_most
        return "falls short" if low or high else "pass"


BARS = (
    Bar("hello_rps", "bare Flask, requests/s, 8 connections"),
    Bar("hello_p95_ms", "bare Flask, 95th percentile, ms", "{:.2f}"),
    Bar("search_share_sqlite_100k", "search page, 100,000 services: share of bare Flask", "{:.1%}", at_least=0.10),
    Bar("p95_ratio_sqlite_100k", "95th percentile against bare Flask's", "{:.1f}×", at_most=12),
    Bar("ratio_1m_to_100k", "1,000,000 against 100,000 services, requests/s", "{:.2f}×", at_least=0.8),
    Bar("ratio_c32_to_c8", "32 against 8 connections, requests/s", "{:.2f}×", at_least=0.9),
    Bar("query_us_100k", "query alone, 100,000 services, µs", at_most=300),
    Bar("query_us_1m", "query alone, 1,000,000 services, µs", at_most=400),
    Bar("pss_mb", "memory of a worker after load (PSS), MB", "{:.1f}", at_most=90),
    Bar("page_gzip_bytes", "results page, compressed, bytes", at_most=9_000),
    Bar("css_gzip_bytes", "style sheets, compressed, bytes", at_most=10_000),
    Bar("import_100k_s", "import of 100,000 services and 50,000 structures, s", "{:.1f}", at_most=12),
    Bar("import_mb", "memory of that import, its two processes together, MB", at_most=200),
    Bar("import_again_s", "the same import again: nothing to change, s", "{:.1f}"),
    Bar("start_s", "start of the process to first answer, s", "{:.2f}", at_most=1.0),
)


def table(figures: Mapping[str, float]) -> str:
    """Return the figures beside their bars, as a Markdown table."""
    rows = [("figure", "measured", "must be", "")]
    known = [(bar, figures[bar.key]) for bar in BARS if bar.key in figures]
    rows += [(bar.words, bar.form.format(value), bar.limit(), bar.verdict(value)) for bar, value in known]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def falling_short(figures: Mapping[str, float]) -> list[str]:
    """Return the words of the figures that are not what they must be."""
    return [bar.words for bar in BARS if bar.key in figures and bar.verdict(figures[bar.key]) == "falls short"]
