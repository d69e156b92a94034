"""Recommendation 7: protect and work with smuggled migrants and victims of trafficking."""

from typing import Annotated, ClassVar

from simcorr.interventions.intervention import Intervention
from simcorr.interventions.sets import Sets


class SafeReporting(Intervention):
    """Let migrants report corruption and exploitation without fear of deportation or reprisal."""

    key = "safe_reporting"
    title = "Safe reporting for migrants"
    recommendation = 7
    articles = (
        "UNCAC art. 32",
        "UNCAC art. 33",
        "Trafficking Protocol art. 6",
        "Trafficking Protocol art. 7",
        "Smuggling Protocol art. 5",
        "Smuggling Protocol art. 16",
    )
    sources = ("E034", "E051")
    mechanism = "migrants report more of the bribes and the exploitation that they see"
    doses: ClassVar = {
        "modest": {"protection": 0.3},
        "firm": {"protection": 0.6},
        "full": {"protection": 0.9},
    }
    dose_words: ClassVar = {
        "modest": "reports are kept apart from immigration control in some offices",
        "firm": "reports are kept apart from immigration control by law",
        "full": "those who report may stay and are protected until the case is closed",
    }

    protection: Annotated[float, Sets("migrant_protection")]


class VictimSupport(Intervention):
    """Enable those who meet migrants in need to recognise and help victims of trafficking."""

    key = "victim_support"
    title = "Support for victims"
    recommendation = 7
    articles = ("Trafficking Protocol art. 6", "Trafficking Protocol art. 7", "Smuggling Protocol art. 16")
    sources = ("E178",)
    mechanism = "more victims are identified and helped, fewer are ignored or sold out"
    doses: ClassVar = {"modest": {"support": 0.25}, "firm": {"support": 0.5}, "full": {"support": 0.9}}
    dose_words: ClassVar = {
        "modest": "help in the main cities",
        "firm": "shelters and trained staff along the routes",
        "full": "shelters, interpreters and legal aid for all who need them",
    }

    support: Annotated[float, Sets("support")]


class VictimScreening(Intervention):
    """Screen those whom authorities stop or meet, so that victims of trafficking are recognised."""

    key = "victim_screening"
    title = "Screening for victims of trafficking"
    recommendation = 7
    articles = ("Trafficking Protocol art. 6", "Trafficking Protocol art. 10")
    sources = ("E178",)
    mechanism = "authorities recognise and help victims whom they would have missed, returned or punished"
    doses: ClassVar = {"modest": {"screening": 0.2}, "firm": {"screening": 0.4}, "full": {"screening": 0.8}}
    dose_words: ClassVar = {
        "modest": "a list of indicators is used: one in five of those missed is recognised",
        "firm": "trained staff and interpreters ask: two in five of those missed",
        "full": "screening officers speak to everybody alone: four in five of those missed",
    }

    screening: Annotated[float, Sets("screening")]


class NonPunishment(Intervention):
    """Do not punish victims of trafficking for what they were made to do."""

    key = "non_punishment"
    title = "Non-punishment of victims"
    recommendation = 7
    articles = ("Trafficking Protocol art. 7", "Trafficking Protocol art. 8", "Smuggling Protocol art. 5")
    sources = ("E178",)
    mechanism = "victims whom authorities fail to recognise are not detained and returned, and others fear it less"
    doses: ClassVar = {"modest": {"share": 0.3}, "firm": {"share": 0.6}, "full": {"share": 0.9}}
    dose_words: ClassVar = {
        "modest": "prosecutors are told to refrain; three in ten punishments do not take place",
        "firm": "the law says so; six in ten do not take place",
        "full": "the law says so and police, immigration and courts keep to it; nine in ten do not take place",
    }

    share: Annotated[float, Sets("non_punishment")]


class CustodyOversight(Intervention):
    """Let independent visitors and a register watch over the custody of migrants who were stopped.

    Without custody that a bribe can end (`justice.detention_weeks`, `justice.release_access`) it changes nothing.
    """

    key = "custody_oversight"
    title = "Oversight of custody"
    recommendation = 7
    articles = ("UNCAC art. 5", "UNCAC art. 13", "Smuggling Protocol art. 16")
    sources = ()
    mechanism = "operators buy the release of parties from custody less often"
    doses: ClassVar = {"modest": {"oversight": 0.3}, "firm": {"oversight": 0.6}, "full": {"oversight": 0.9}}
    dose_words: ClassVar = {
        "modest": "a register of all in custody, open to consular officers",
        "firm": "unannounced visits by an independent body, and a reason in writing for every release",
        "full": "standing presence of an independent body, and a register that it keeps",
    }

    oversight: Annotated[float, Sets("custody_oversight")]
