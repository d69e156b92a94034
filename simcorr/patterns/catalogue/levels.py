"""What there is without any measure, of officials, agencies and victims, kept for checking."""

from simcorr.patterns.pattern import Component, Pattern

_WINDOW = "the window, five years"

LEVELS = (
    Pattern(
        10,
        "Concentration of bribe income",
        "checking",
        "true",
        "records",
        _WINDOW,
        "the baseline",
        ("E079", "E136"),
        "D",
        (
            Component(
                "top_tenth_income",
                "share held by the tenth of officials with most",
                0.50,
                1.00,
                "bribe income of gatekeepers",
                "an assumption: the rows say few, not how many",
            ),
        ),
    ),
    Pattern(
        12,
        "Few arrests, late exposure",
        "checking",
        "true",
        "hazards",
        "twenty years",
        "the baseline, prolonged",
        ("E159", "E169", "E172"),
        "C",
        (
            Component(
                "arrests_per_officer_year",
                "prosecutions per officer-year",
                0.0004,
                0.01,
                "years of gatekeepers in post, private ones included",
            ),
            Component(
                "years_to_exposure_of_the_exposed",
                "years from the first bribe to exposure, of those exposed in the second decade",
                4.0,
                9.0,
                "officials exposed",
                "E172: 4.2 in the second decade of the series, 8.9 in the third",
            ),
        ),
        "Known arrests are a few in ten thousand officers a year while surveys have a fifth to a half of journeys with "
        "a bribe (pattern 2). Both hold if a deal covers many persons, or few officials take most.",
    ),
    Pattern(
        14,
        "What agencies charge workers",
        "checking",
        "true",
        "records",
        _WINDOW,
        "the baseline",
        ("E200", "E202"),
        "B",
        (
            Component(
                "agency_fee_over_legal",
                "fees of recruitment agencies in multiples of the legal cost",
                2.2,
                5.0,
                "legal cost that workers pay",
                "E200: 350 over the official 160; E202: four to five times the official rate",
            ),
        ),
        "The most that agencies charge (`agencies.most_charged`) comes from the same rows: what is checked is only how "
        "much of it is left when some are honest and others fear for their licence. Against the former official cost "
        "E200 has 9.5: what was added to it officially came out of what was charged beyond it.",
    ),
    Pattern(
        15,
        "Victims of trafficking who are identified",
        "checking",
        "true",
        "records",
        _WINDOW,
        "the baseline",
        ("E177", "E210", "E211"),
        "B",
        (
            Component(
                "victims_identified",
                "victims identified in a year",
                0.004,
                0.25,
                "all who are victims in that year",
                "from the estimate for the world (E177) to those for two countries (E210, E211)",
            ),
        ),
        "The rows differ by a factor of sixty: estimates for the world count forced labour of all kinds, those for a "
        "country what several lists of its authorities have in common. A band that holds both rules out little.",
    ),
    Pattern(
        16,
        "Operators convicted for each victim identified",
        "checking",
        "true",
        "records",
        _WINDOW,
        "the baseline",
        ("E176", "E177"),
        "B",
        (
            Component(
                "convictions_per_victim",
                "convictions of operators per victim identified",
                0.08,
                0.2,
                "victims identified in exploitation, when stopped or in custody",
            ),
        ),
        "Statistics count persons convicted of trafficking, whatever their part in it; here an operator stands for a "
        "whole network, and nobody else of it is ever tried.",
    ),
)
"""In the order of their numbers."""
