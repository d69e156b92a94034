"""The validation patterns: what is known of such systems elsewhere, and what the model is held to."""

from simcorr.experiment.calibration import Target
from simcorr.validation.pattern import Component, Pattern

_WINDOW = "the window, five years"

PATTERNS: tuple[Pattern, ...] = (
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
    Pattern(
        6,
        "More audits, for good",
        "checking",
        "true",
        "audits",
        "the window from its second year",
        "audits of all contexts on the way multiplied by 3, 12 and 50",
        ("E083", "E087"),
        "A",
        (
            Component(
                "acceptance_per_20_points",
                "change of the share of offers accepted, per 20 points in the chance that an audit finds a bribe",
                -0.15,
                -0.01,
                "offers",
                "between the estimates of the rows; there, an audit goes through all that a unit did in the time "
                "looked at, so that the chance of an audit is the chance of each deed",
            ),
            Component(
                "share_of_effect_in_first_half",
                "share of the effect reached half-way to a chance of 0.9, or to the largest reached",
                0.50,
                1.50,
                "effect at that chance",
                "above one half returns fall",
            ),
        ),
        "E083 and E087 differ by a factor of ten in the effect of a point.",
    ),
    Pattern(
        7,
        "After a campaign of audits",
        "checking",
        "true",
        "after_audit",
        "the first and the third year after it",
        "outsiders examine every second deed of public officials on the way, for a quarter",
        ("E085", "E088"),
        "A",
        (
            Component(
                "bribes_after_audit",
                "change of bribes in the first year after",
                -0.12,
                -0.03,
                "bribes without it",
                "in the rows, auditors of a central office come once; what share of deeds they go through is not "
                "reported, and every second one is an assumption",
            ),
            Component(
                "left_of_it_in_third_year",
                "share of that change left in the third year",
                -0.25,
                0.80,
                "change in the first year",
                "fading: not negative but for noise, and clearly below one",
            ),
        ),
    ),
    Pattern(
        8,
        "Internal monitoring undermined",
        "extended",
        "true",
        "monitoring",
        "weeks 13 to 38 against weeks 78 to 129",
        "all staff under new superiors, with and without twelve times as many audits",
        ("E091",),
        "A",
        (
            Component("monitoring_early", "change of bribes, early", -0.90, -0.02, "bribes without it"),
            Component(
                "left_of_monitoring", "share of that change left after 78 weeks", -0.25, 0.25, "change early", "gone"
            ),
        ),
    ),
    Pattern(
        9,
        "Rotation of staff",
        "checking",
        "true",
        "rotation",
        _WINDOW,
        "everybody moves every week, in three worlds",
        ("E072", "E073", "E075", "E076", "E077"),
        "D",
        (
            Component(
                "rotation_trust",
                "change of accepted offers where trust is all that holds deals together",
                -0.70,
                -0.30,
                "accepted offers without it",
                "the size rests on E073, which could not be verified",
            ),
            Component(
                "rotation_no_trust", "the same without trust", -0.10, 0.10, "accepted offers without it", "near zero"
            ),
            Component(
                "rotation_high_norm",
                "the same where nearly everybody accepts",
                -0.10,
                0.10,
                "accepted offers without it",
                "near zero",
            ),
        ),
        "Laboratories disagree by country (E072, E075), and field evidence is about nil (E077).",
    ),
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
        11,
        "A scandal and a crackdown in one corridor",
        "extended",
        "true",
        "scandal",
        "a quarter for sanctions, a year for journeys",
        "for half a year every second bribe in the sea corridor comes to light and twice as many parties are stopped",
        ("E151", "E153", "E191", "E192"),
        "C",
        (
            Component(
                "moved_per_prosecution",
                "transfers and suspensions per prosecution, above the calm",
                2.0,
                50.0,
                "prosecutions",
                "E151: about 25 in the first weeks; far more than one was taken to begin at two, an assumption",
            ),
            Component("journeys_here", "change of irregular journeys in the corridor", -1.0, -0.01, "journeys in calm"),
            Component(
                "journeys_elsewhere",
                "the same in the others",
                0.0,
                1.0,
                "journeys in calm",
                "a sign, no size: more than none, distinguishably",
                sign=True,
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
        13,
        "Safe channels for reports",
        "checking",
        "recorded",
        "channel",
        _WINDOW,
        "full channels for officials and for migrants; and the protection of officials alone",
        ("E064", "E065", "E066", "E067"),
        "B",
        (
            Component(
                "reports_with_channel",
                "recorded reports with channels for all, as a multiple",
                2.0,
                3.0,
                "recorded reports without it",
                "E064 and E065: a channel that was open to everybody",
            ),
            Component(
                "reports_above_deterrence",
                "relative rise of true reports less relative fall of bribes, protection alone",
                0.01,
                3.0,
                "without it",
                "reports rise more than bribes fall",
                "true",
            ),
        ),
    ),
)
"""All patterns in their order."""

TARGETS: tuple[Target, ...] = tuple(
    target for pattern in PATTERNS if pattern.use == "calibration" for target in pattern.targets
)
"""What parameter sets are ruled out by: recorded and surveyed patterns alone."""
