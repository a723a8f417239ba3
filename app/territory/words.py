"""Words around places: what links them to a sentence, what is a word before it is a name, what lies outside the region. All folded."""

ARTICLES = frozenset({"le", "la", "les", "l"})

ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "s": "sur", "ss": "sous", "lez": "les"}

CONTRACTIONS = {"au": "le", "du": "le", "aux": "les", "des": "les"}
"""« au Puy » is « à Le Puy »: the name begins with the article that the preposition swallowed."""

LINKS = frozenset({"a", "au", "aux", "d", "de", "du", "des", "dans", "en", "sur", "vers", "pres", "proche", "autour"}) | ARTICLES
"""What goes with a place and says nothing without it."""

LINKING_NOUNS = frozenset(
    {"agglomeration", "alentours", "commune", "cote", "departement", "dept", "environs", "secteur", "ville"},
)  # fmt: skip
"""Goes away too, when a link follows: « à côté de », « département de l’ »."""

TOWARDS = frozenset({"a", "sur", "vers"})
"""Before a word, these announce a place."""

TOWARDS_WITH_OF = frozenset({"pres", "proche", "autour", "cote", "environs", "alentours", "ville", "commune", "mairie"})
"""So do these, with « de »."""

NEVER_AT_THE_END = ARTICLES | {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "saint", "sainte", "sous", "sur"}
"""A shortened name does not end so."""

DETERMINERS = ARTICLES | {
    "au", "aux", "avec", "ce", "ces", "cet", "cette", "chaque", "d", "de", "des", "du", "en", "et", "leur", "leurs", "ma", "mes", "mon",
    "nos", "notre", "ou", "par", "pour", "quel", "quelle", "sa", "sans", "ses", "son", "ton", "tout", "toute", "un", "une", "vos", "votre",
}  # fmt: skip
"""After these, an ordinary word is a word."""

EMERGENCY = frozenset({"samu", "numero", "urgence", "urgences", "appel", "appeler", "appelez", "telephoner"})
"""After these, 15 is a telephone number."""

COUNTED = frozenset({"moins", "plus", "de", "entre", "et", "age", "agee", "ans"})
"""After these, two figures are an age or a count rather than a département (« de » is looked at with what precedes it)."""

ORDINARY = frozenset(
    """
    abondance aide aime arches argent argentine autres bains ballons bas beaux bonne bons bourg celle celles centre chambre champ
    champagne champs chapeau charmes chasse chatte chaudiere cheres clefs communal compote confort corps cote cours courtes creche
    croix ecole etables etoile fleurie fontaine fontaines four garde grand halles jardin job joyeuse joyeux jumeaux lent longes
    marches mars mas montagne morte moulin mur noyer parent parents passage pers pierre plan plans plateau plats pont port porte
    portes precieux pres prix publier quartier relevant reposoir rive rives riviere roche rocher sales salles servant singles table
    temple terrasse touche tour usine val vers vert ville villes viviers
    """.split(),  # noqa: SIM905 - a list of words is read, and amended, as words
)
"""Names of communes that are words first: in a sentence they are a place only where « à », « près de » … announce one."""

WORD_OR_TOWN = frozenset(
    {
        "arches", "chapeau", "charmes", "chatte", "etoile", "fleurie", "fontaine", "fontaines", "joyeuse", "joyeux", "port", "portes",
        "publier", "rives", "roche", "viviers",
    },
)  # fmt: skip
"""Words too, but rather places where help is looked for: a place as well when they close a sentence that has said what it wants."""

NOT_A_PLACE = (
    "auvergne rhone alpes",
    "rhone alpes",
    "saint vincent de paul",
    "loire atlantique",
    "pays de la loire",
    "centre val de loire",
    "indre et loire",
    "maine et loire",
    "saone et loire",
    "seine saint denis",
    "bouches du rhone",
    "france services",
    "france travail",
)
"""Holds the name of a place, and is none of this region."""

OUTSIDE = frozenset(
    """
    paris marseille toulouse nice nantes montpellier strasbourg bordeaux lille rennes reims toulon dijon angers nimes brest limoges tours
    amiens metz besancon orleans mulhouse rouen caen nancy avignon poitiers versailles pau perpignan calais cannes antibes beziers
    nevers troyes macon autun auxerre gap digne orange bourges chateauroux geneve lausanne turin nyon martigny belfort vesoul
    dole arles ales mende rodez cahors brive tulle gueret albi agen carcassonne narbonne creil evry meaux melun londres
    """.split(),  # noqa: SIM905 - as above
)
"""Well-known towns elsewhere: never taken for a misspelt commune of here (Nancy is not Nangy)."""

ELIDED_BEFORE = tuple("AEIOUYHÀÂÉÈÊËÎÏÔÖÙÛÜŒ")
"""« d’ » before these letters, capitals because names begin so …"""

NOT_ELIDED_BEFORE = ("Ha", "Hé", "Hié", "Huez", "Hur", "Ya", "Ye", "Yo", "Yè")
"""… save these beginnings: aspirated h, consonant y."""
