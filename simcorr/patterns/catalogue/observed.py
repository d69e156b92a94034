"""What statistics hold and surveys tell: parameter sets are ruled out by these patterns, or they follow from such."""

from simcorr.patterns.pattern import Component, Pattern

_WINDOW = "the window, five years"

OBSERVED = (
    Pattern(
        1,
        "What happens to officials under investigation",
        "calibration",
        "recorded",
        "records",
        _WINDOW,
        "the baseline",
        ("E130", "E001"),
        "C",
        (
            Component(
                "criminal_share",
                "criminal investigations among measures taken",
                0.15,
                0.40,
                "recorded criminal investigations, transfers and suspensions",
            ),
        ),
    ),
    Pattern(
        2,
        "Smuggled migrants who know of a payment to an official",
        "calibration",
        "surveyed",
        "records",
        _WINDOW,
        "the baseline",
        ("E010", "E018", "E019"),
        "B",
        (
            Component(
                "surveyed_paid",
                "respondents who know of a payment to an official",
                0.20,
                0.48,
                "arrived smuggled migrants surveyed",
            ),
            Component(
                "surveyed_border_share",
                "of these, who name an official at a border or airport",
                0.50,
                1.00,
                "respondents who know of a payment",
                "one half and more is surely the largest share",
            ),
        ),
        "Surveys count persons, arrest records count officers: see pattern 12. Larger parties, and migrants who never "
        "learn of a bribe, would reconcile the two.",
    ),
    Pattern(
        3,
        "From report to conviction",
        "calibration",
        "recorded",
        "records",
        _WINDOW,
        "the baseline",
        ("E124", "E125", "E126", "E127", "E128"),
        "B",
        (
            Component(
                "investigations_per_report",
                "files that the agency opens per report to it",
                0.10,
                0.45,
                "reports to the agency, by its books",
            ),
            Component(
                "charges_per_investigation",
                "officials charged per investigation",
                0.30,
                0.52,
                "recorded investigations",
            ),
            Component("convictions_per_charge", "convictions per charge", 0.45, 0.90, "recorded charges"),
            Component(
                "convictions_per_report",
                "convictions per report to the agency",
                0.02,
                0.05,
                "reports to the agency, by its books",
                "files per report times convictions per investigation, for the agency's own are too few to count",
            ),
        ),
        "The middle of the three stages' bands multiplies to 0.07, above the band of the whole (E128): the series is "
        "censored, since late charges are not tried yet. It is the series of an agency to which people turn: what is "
        "reported to the agency counts, audits do not. What superiors make of the reports that they receive is not "
        "known: here they prosecute far fewer.",
    ),
    Pattern(
        4,
        "Officials imprisoned among officials investigated",
        "implied",
        "recorded",
        "records",
        _WINDOW,
        "the baseline",
        ("E154",),
        "B",
        (
            Component(
                "imprisoned_per_measure",
                "convictions per measure taken",
                0.05,
                0.20,
                "recorded criminal investigations, transfers and suspensions",
                "those investigated are counted as in pattern 1; cases that a superior buried reach no statistic",
            ),
        ),
    ),
    Pattern(
        5,
        "Payers of bribes who report",
        "calibration",
        "surveyed",
        "records",
        _WINDOW,
        "the baseline",
        ("E034", "E051"),
        "A",
        (
            Component(
                "surveyed_reporting",
                "payers who reported it",
                0.015,
                0.07,
                "respondents who paid an official themselves",
            ),
        ),
        "E052 gives 0.19 for another region. Applied to every bribe, even 0.015 would swamp the agencies whose intake "
        "is known (E124): the share is one of payers, and an upper bound for bribes.",
    ),
)
"""In the order of their numbers."""
