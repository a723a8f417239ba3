"""The shapes that ODK's documentation shows, one by one: brought, or refused at their rows; what is brought comes back the same."""

from typing import NamedTuple

import pytest

from tests.participation.xlsform.books import brought, built_by_pyxform, comes_back, reason, refused_rows

pytestmark = pytest.mark.one_engine
YES_NO = """
list_name | name | label
yn        | yes  | Oui
yn        | no   | Non
"""
NEEDS = """
list_name | name    | label
needs     | dormir  | Dormir
needs     | manger  | Manger
needs     | soins   | Se soigner
needs     | aucun   | Aucun
"""
LIKERT = """
list_name | name | label
how       | 1    | Mal
how       | 2    | Moyen
how       | 3    | Bien
"""


class Shape(NamedTuple):
    """`asked`: by key, the type and the condition; `refused`: rows of the survey, with a word of the reason."""

    survey: str
    choices: str = ""
    asked: dict = {}  # noqa: RUF012 - never changed
    refused: dict = {}  # noqa: RUF012 - never changed
    settings: dict = {}  # noqa: RUF012 - never changed


SHAPES = {
    "text, numbers and notes": Shape(
        """type | name | label | appearance | hint
        text    | mot  | Un mot ?
        text    | dire | Que dire ? | multiline | Quelques lignes
        integer | fois | Combien ?
        decimal | prix | Combien d'euros ?
        note    | lire | À lire""",
        asked={"mot": ("short_text", ""), "dire": ("long_text", ""), "fois": ("integer", ""), "lire": ("information", "")},
        refused={5: "virgule"},
    ),
    "selects, one and several": Shape(
        """type | name | label
        select_one yn | venu | Venu ?
        select_multiple needs | aides | Quels besoins ?
        select_one perdue | rien | Rien ?""",
        YES_NO + NEEDS.partition("\n")[2].partition("\n")[2],
        asked={"venu": ("one", ""), "aides": ("several", "")},
        refused={4: "perdue"},
    ),
    "relevance with selected, and, or, not": Shape(
        """type | name | label | relevant
        select_one yn | venu | Venu ?
        select_multiple yn | quoi | Quoi ?
        integer | age | Âge ?
        text | a | A ? | ${venu} = 'yes' and ${age} >= 18
        text | b | B ? | selected(${quoi}, 'no') or not(selected(${venu}, 'yes'))
        text | c | C ? | ${age} != '' and ${venu} != ‘no’
        text | d | D ? | string-length(${a}) > 0
        text | e | E ? | ${a} = 'mot'
        text | f | F ? | ${quoi} = 'yes'
        text | g | G ? | ${later} = 'yes'
        text | h | H ? | ${venu} = 'peut-etre'
        text | i | I ? | ${e} != ''""",
        YES_NO,
        asked={
            "venu": ("one", ""),
            "quoi": ("several", ""),
            "age": ("integer", ""),
            "a": ("short_text", "venu = 'yes' and age >= 18"),
            "b": ("short_text", "quoi has 'no' or not venu = 'yes'"),
            "c": ("short_text", "known(age) and not venu = 'no'"),
            "d": ("short_text", "known(a)"),
        },
        refused={9: "propres mots", 10: "selected", 11: "aucune question", 12: "peut-etre", 13: "ligne 9"},
    ),
    "groups, nested, with their relevance": Shape(
        """type | name | label | relevant | appearance
        select_one yn | venu | Venu ?
        begin group | g | Un groupe | ${venu} = 'yes' | field-list
        text | a | A ?
        begin_group | h | | ${a} != ''
        text | b | B ? | ${venu} = 'yes'
        end_group
        end group
        begin group | k | | today() > ${venu}
        text | c | C ?
        end group""",
        YES_NO,
        asked={
            "venu": ("one", ""),
            "a": ("short_text", "venu = 'yes'"),
            "b": ("short_text", "venu = 'yes' and known(a) and venu = 'yes'"),
        },
        refused={9: "compare", 10: "ligne 9"},
    ),
    "repeats": Shape(
        """type | name | label
        begin repeat | enfant | Un enfant
        text | prenom | Prénom ?
        end repeat
        text | apres | Après ?""",
        asked={"apres": ("short_text", "")},
        refused={2: "répétition", 3: "ligne 2"},
    ),
    "cascading selects": Shape(
        """type | name | label | choice_filter
        select_one yn | a | A ?
        select_one yn | b | B ? | list=${a}""",
        YES_NO,
        asked={"a": ("one", "")},
        refused={3: "dépendent"},
    ),
    "select with other": Shape(
        """type | name | label
        select_multiple yn or_other | quoi | Quoi ?
        text | suite | Suite ?""",
        YES_NO,
        asked={"quoi": ("several", ""), "quoi_other": ("short_text", "quoi has 'other'"), "suite": ("short_text", "")},
    ),
    "likert": Shape(
        """type | name | label | appearance
        select_one how | accueil | Comment ? | likert
        text | pourquoi | Pourquoi ?
        select_one yn | x | X ? | likert minimal""",
        LIKERT + YES_NO.partition("\n")[2].partition("\n")[2],
        asked={"accueil": ("scale", ""), "pourquoi": ("short_text", ""), "x": ("one", "")},
    ),
    "steps compared as numbers": Shape(
        """type | name | label | relevant
        select_one how | accueil | Comment ?
        text | bien | Pourquoi ? | ${accueil} >= 2
        text | mal | Pourquoi ? | 1 = ${accueil}
        text | jamais | Jamais ? | ${accueil} > 3""",
        LIKERT,
        asked={
            "accueil": ("one", ""),
            "bien": ("short_text", "accueil = '2' or accueil = '3'"),
            "mal": ("short_text", "accueil = '1'"),
        },
        refused={5: "jamais vraie"},
    ),
    "constraints": Shape(
        """type | name | label | constraint | constraint_message
        integer | jours | Jours ? | . >= 1 and 40 >= . | Trop
        integer | plus | Plus ? | . > 0
        integer | pair | Pair ? | . mod 2 = 0
        text | tel | Mot ? | regex(., '[0-9]+')
        select_multiple needs | quoi | Quoi ? | not(selected(., 'aucun') and count-selected(.) > 1)
        select_multiple needs | trois | Trois ? | count-selected(.) <= 3""",
        NEEDS,
        asked={"jours": ("integer", ""), "plus": ("integer", ""), "quoi": ("several", "")},
        refused={4: "ne se lit pas", 5: "contrainte", 7: "contrainte"},
        settings={"jours": {"min": 1, "max": 40}, "plus": {"min": 1}},
    ),
    "required": Shape(
        """type | name | label | required
        text | mot | Un mot ? | yes
        integer | fois | Combien ? | true()""",
        asked={"mot": ("short_text", ""), "fois": ("integer", "")},
        settings={"mot": {"required": True}},
    ),
    "dates and times": Shape(
        """type | name | label | appearance | constraint
        date | mois | Quel mois ? | month-year | . <= today()
        date | jour | Quel jour ?
        time | heure | Quelle heure ?
        dateTime | instant | Quand ?
        date | an | Quand ? | year""",
        asked={"mois": ("month", "")},
        refused={3: "mois", 4: "heure", 5: "heure", 6: "mois"},
        settings={"mois": {"latest": "now"}},
    ),
    "acknowledge": Shape(
        """type | name | label | required | relevant
        acknowledge | accord | Vous êtes d'accord ? | yes
        trigger | vu | Vous avez vu ?
        text | mot | Un mot ? | | ${accord} = 'OK'""",
        asked={"accord": ("consent", ""), "mot": ("short_text", "accord = 'oui'")},
        refused={3: "case"},
    ),
    "rank": Shape(
        """type | name | label
        rank needs | ordre | Dans quel ordre ?
        rank yn | deux | Lequel ?""",
        NEEDS + YES_NO.partition("\n")[2].partition("\n")[2],
        asked={"ordre": ("ranking", "")},
        refused={3: "trois choix"},
        settings={"ordre": {"pick": 3}},
    ),
    "calculations and what shows them": Shape(
        """type | name | label | calculation | relevant | trigger
        integer | a | A ?
        calculate | double | | ${a} * 2
        note | dit | Le double : ${double}
        text | suite | Suite ? | | ${double} > 3
        text | autre | Autre ? | pulldata('f', 'x', 'y', ${a})
        text | fin | Fin ?""",
        asked={"a": ("integer", ""), "fin": ("short_text", "")},
        refused={3: "calculé", 4: "calcul", 5: "ligne 3", 6: "calculé"},
    ),
    "metadata": Shape(
        """type | name | label
        start | start
        end | end
        today | today
        deviceid | deviceid
        username | username
        phonenumber | phonenumber
        email | email
        audit | audit
        hidden | cache
        start-geopoint | ici
        text | mot | Un mot ?""",
        asked={"mot": ("short_text", "")},
        refused={row: "ne voit pas" if row == 10 else "ni quand" for row in range(2, 12)},
    ),
    "places and media": Shape(
        """type | name | label
        geopoint | a | A ?
        geotrace | b | B ?
        geoshape | c | C ?
        image | d | D ?
        audio | e | E ?
        video | f | F ?
        file | g | G ?
        barcode | h | H ?
        range | i | I ?
        text | mot | Un mot ?""",
        asked={"mot": ("short_text", "")},
        refused={2: "commune", 3: "commune", 4: "commune", **dict.fromkeys(range(5, 9), "photo"), 9: "code-barres", 10: "curseur"},
    ),
    "external lists": Shape(
        """type | name | label | appearance
        select_one_from_file pays.csv | a | A ?
        select_multiple_from_file pays.csv | b | B ?
        select_one_external villes | c | C ?
        xml-external | d
        csv-external | e
        text | f | F ? | ex:org.exemple.app
        text | mot | Un mot ?""",
        asked={"mot": ("short_text", "")},
        refused={**dict.fromkeys(range(2, 7), "choices"), 7: "application"},
    ),
    "defaults and read only": Shape(
        """type | name | label | default | read_only | media::image
        text | mot | Un mot ? | bonjour | | image.png
        text | avant | Avant ? | ${mot}
        text | quand | Quand ? | now()
        text | lu | Lu ? | | yes""",
        asked={"mot": ("short_text", "")},
        refused={3: "départ", 4: "départ", 5: "ne se remplit pas"},
    ),
    "names": Shape(
        """Type | NAME | Label
        text | Prénom-usuel | Un mot ?
        text | and | Un mot ?
        text | 2e.mot | Un mot ?
        text | prenom_usuel | Un mot ?
        text | | Un mot ?
        inconnu | x | Un mot ?
        | y | Un mot ?
        text | z""",
        asked=dict.fromkeys(("prenom_usuel", "and_1", "q_2e_mot", "prenom_usuel_2", "question_6"), ("short_text", "")),
        refused={7: "inconnu", 8: "type", 9: "mots"},
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shape(name):
    shape = SHAPES[name]
    found = brought(shape.survey, shape.choices)
    assert {one.key: (one.type, one.show_if) for one in found.definition.questions} == shape.asked
    assert refused_rows(found) == list(shape.refused)
    for row, word in shape.refused.items():
        assert word in reason(found, row)
    for key, settings in shape.settings.items():
        assert found.definition.question(key).settings == settings
    assert comes_back(found.definition)
    assert built_by_pyxform(found.definition)
