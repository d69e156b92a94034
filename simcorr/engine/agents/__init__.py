"""The agents of the model, what each of them holds and does; the verbs run in both engines as they stand."""

from simcorr.engine.agents.agency import Agency
from simcorr.engine.agents.migrant import Migrant
from simcorr.engine.agents.official import Official
from simcorr.engine.agents.smuggler import Contact, Smuggler
from simcorr.engine.agents.supervisor import Supervisor

__all__ = ["Agency", "Contact", "Migrant", "Official", "Smuggler", "Supervisor"]
