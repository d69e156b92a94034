"""What measures and events did elsewhere, kept for checking."""

from simcorr.patterns.pattern import Component, Pattern

_WINDOW = "the window, five years"

MEASURES = (
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
"""In the order of their numbers."""
