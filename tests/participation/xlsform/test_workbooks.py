"""The ten workbooks of pyxform's tests: what each brings, which rows it leaves out; what came in goes out and comes back the same."""

import pytest

from app.participation.shipped import shipped
from app.participation.xlsform.importing import import_form
from app.participation.xlsform.reading import read_book
from app.participation.xlsform.writing import export_form
from tests.participation.xlsform.books import SHARED, built_by_pyxform, comes_back, refused_rows

pytestmark = pytest.mark.one_engine
FILES = {
    "calculate.xls": ([], [2, 3, 4, 5]),
    "choice_filter_test.xlsx": (["state"], [3, 4]),
    "field-list.xlsx": (["table_list_question"], []),
    "group.xlsx": (["family_name", "age"], [4]),
    "or_other.xlsx": (["fav_color", "fav_color_other"], [3]),
    "repeat_date_test.xls": (["question_2", "question_8"], [3, 4, 5, 6]),
    "specify_other.xlsx": (["sex", "sex_other"], []),
    "text_and_integer.xlsx": (["your_name", "your_age"], []),
    "xlsform_spec_test.xlsx": (
        [
            "skip_to_end", "my_name", "address", "number_label", "text_image_audio_video_test", "autocomplete_test",
            "autocomplete_chars_test", "a_integer", "note_test", "q_1", "false",
        ],
        [5, 7, 10, *(row for row in range(14, 29) if row not in (19, 23, 26)), *range(30, 39), *range(40, 54), 57],
    ),
    "yes_or_no_question.xlsx": (["good_day"], []),
}  # fmt: skip
REFUSED_SETTINGS = {"xlsform_spec_test.xlsx": ["public_key", "submission_url", "instance_name"]}


@pytest.mark.skipif(not SHARED.exists(), reason="the workbooks are not beside the project")
@pytest.mark.parametrize("name", FILES)
def test_each_workbook_is_imported_or_refused_by_row(name):
    keys, refused = FILES[name]
    read = read_book((SHARED / name).read_bytes())
    found = import_form(read, name)
    assert [one.key for one in found.definition.questions] == keys if found.definition else keys == []
    assert refused_rows(found) == refused
    assert all(one.message and one.construct for one in found.refused)
    brackets = {row.number for row in read.sheet("survey").rows if row.get("type").replace("_", " ").startswith(("begin", "end "))}
    silent = {row.number for row in read.sheet("survey").rows} - {*refused_rows(found), *found.rows.values()} - brackets
    assert not silent
    assert [one.construct for one in found.refused if one.sheet == "settings"] == REFUSED_SETTINGS.get(name, [])
    if found.definition:
        assert comes_back(found.definition)
        assert built_by_pyxform(found.definition)


@pytest.mark.parametrize("code", shipped())
def test_questionnaires_that_ship_come_back_the_same(code):
    definition = shipped()[code]
    assert comes_back(definition)
    assert 'rep:type="' in built_by_pyxform(definition)
    assert export_form(definition) == export_form(definition)
