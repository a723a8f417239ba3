import pytest

from tests.bench.bars import BARS, falling_short, table

KEYS = {
    "hello_rps", "hello_p95_ms", "search_share_sqlite_100k", "p95_ratio_sqlite_100k", "ratio_1m_to_100k", "ratio_c32_to_c8",
    "query_us_100k", "query_us_1m", "pss_mb", "page_gzip_bytes", "css_gzip_bytes", "start_s",
    "import_100k_s", "import_mb", "import_again_s",
}  # fmt: skip


def test_each_figure_is_named_once() -> None:
    assert sorted(bar.key for bar in BARS) == sorted(KEYS)


@pytest.mark.parametrize(("share", "verdict"), [(0.0999, "falls short"), (0.10, "pass"), (0.2, "pass")])
def test_a_share_must_be_at_least_its_bar(share: float, verdict: str) -> None:
    assert f"{verdict}" in table({"search_share_sqlite_100k": share})


@pytest.mark.parametrize(("pss", "short"), [(90, []), (90.1, ["memory of a worker after load (PSS), MB"])])
def test_memory_must_be_at_most_its_bar(pss: float, short: list[str]) -> None:
    assert falling_short({"pss_mb": pss}) == short
