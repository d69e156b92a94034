"""Each context has defaults of its own, and what is given of it is completed with them."""

import pytest

from simcorr.contexts import CONTEXT_NAMES, Context
from simcorr.errors import ScenarioError
from simcorr.parameters import ContextParameters, Contexts
from simcorr.parameters.declaration import parameter_by_context

EXPECTED = {
    "wage_usd": (90, 110, 100, 70, 140, 70, 130, 160, 90),
    "bribe_reference_usd": (60, 250, 100, 40, 250, 40, 600, 1500, 150),
    "private_share": (0.6, 0, 0, 0.6, 0.1, 0.7, 0, 0, 0.5),
    "discretion": (0.7, 0.6, 0.8, 0.8, 0.5, 0.8, 0.6, 0.4, 0.7),
    "interception_rate": (0.023, 0.11, 0.23, 0.09, 0.27, 0.06, 0, 0, 0),
    "detection_rate": (0.022, 0.045, 0.045, 0.022, 0.059, 0.015, 0.045, 0.045, 0.022),
    "visibility": (0.12, 0.12, 0.20, 0.10, 0.15, 0.075, 0.12, 0.12, 0.12),
    "exposure": (1,) * 9,
}


def test_the_nine_contexts_in_their_order():
    assert tuple(Contexts.model_fields) == CONTEXT_NAMES
    assert all(isinstance(getattr(Contexts(), name), ContextParameters) for name in CONTEXT_NAMES)


@pytest.mark.parametrize("field", EXPECTED)
def test_defaults_by_context(field):
    assert tuple(getattr(Contexts()[context], field) for context in Context) == EXPECTED[field]


@pytest.mark.parametrize("context", CONTEXT_NAMES)
def test_a_part_of_a_context_keeps_the_other_defaults_of_that_context(context):
    changed = Contexts(**{context: {"discretion": 0.123}})
    assert changed[context].discretion == 0.123
    assert changed[context].model_copy(update={"discretion": Contexts()[context].discretion}) == Contexts()[context]
    assert all(changed[other] == Contexts()[other] for other in CONTEXT_NAMES if other != context)


def test_a_context_by_member_or_name():
    assert Contexts()[Context.AIRPORTS] is Contexts()["airports"]


def test_mistakes_name_context_and_key():
    with pytest.raises(ScenarioError, match=r"^airports.discretion is 1.2; allowed is 0 to 1 \(share\)$"):
        Contexts(airports={"discretion": 1.2})
    with pytest.raises(ScenarioError, match=r"unknown key 'discretio' in airports; did you mean 'discretion'?"):
        Contexts(airports={"discretio": 1.2})
    with pytest.raises(ScenarioError, match=r"unknown key 'airport'; did you mean 'airports'?"):
        Contexts(airport={})
    with pytest.raises(ScenarioError, match="airports is 3; allowed is a table"):
        Contexts(airports=3)


def test_a_single_context_needs_every_parameter():
    with pytest.raises(ScenarioError, match=r"wage_usd is missing: Wage of a gatekeeper."):
        ContextParameters(discretion=0.5)


def test_a_declaration_by_context_needs_nine_values():
    with pytest.raises(ValueError, match="needs 9 values"):
        parameter_by_context((1, 2), unit="share", low=0, high=1, description="Something.")
