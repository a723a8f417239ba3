"""Where things are: communes, départements, distance, travel time, areas.

Vocabulary: a *commune* is known by its INSEE code; Lyon's nine *arrondissements* are read like communes; a *collectivité* is
the social authority (the département, but the Rhône and the Métropole de Lyon are two); an *EPCI* is a group of communes;
a *place* is what a person typed, understood; an *area* is where a service is given, as one negative number.
"""
