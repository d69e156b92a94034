"""The mark that makes a field of an intervention the value of a change."""

from dataclasses import dataclass

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from simcorr.interventions.levers import CombineMode, Lever, lever


@dataclass(frozen=True)
class Sets:
    """Marks a field as the value of a change of one lever; bounds and unit are those of the lever.

    Attributes
    ----------
    lever : str
        The lever that the field changes.
    combine : {"replace", "multiply", "add", "maximum"}
        How the field's value acts on the lever.
    delivered : bool
        Whether the delivery share scales the change.
    fade : str
        The name of the field that holds the half-life in weeks; empty if the change does not fade.
    """

    lever: str
    combine: CombineMode = "replace"
    delivered: bool = True
    fade: str = ""

    @property
    def declared(self) -> Lever:
        """The declaration of the lever."""
        return lever(self.lever)

    @property
    def allowed(self) -> str:
        """The bounds and the unit in words."""
        return f"{self.declared.low:g} to {self.declared.high:g}, {self.declared.unit}"

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Give the lever's bounds and description to the schema of scenario files."""
        declared = self.declared
        added = {"minimum": declared.low, "maximum": declared.high, "description": declared.description}
        return handler(schema) | added
