import pytest
from sqlalchemy import func, select

from app.directory.models import Service
from app.opendata.importing.national import Sources, national_chunks
from app.opendata.importing.running import Import
from tests.support.national_files import national, write


@pytest.mark.parametrize("suffix", [".json", ".parquet", ".xlsx"])
def test_the_same_data_in_another_format_changes_nothing(session, tmp_path, suffix):
    structures, services = (list(records) for records in national(120))

    def imported(ending):
        sources = Sources(write(tmp_path / f"structures{ending}", structures), write(tmp_path / f"services{ending}", services))
        return Import(session.get_bind(), "data-inclusion").run(national_chunks(sources), lambda _chunk: None)

    imported(".csv")
    told = imported(suffix)

    assert (told["services"].added, told["services"].changed, told["services"].unchanged) == (0, 0, 120)
    assert told["structures"].changed == 0
    assert session.scalar(select(func.count(Service.id))) == 120
