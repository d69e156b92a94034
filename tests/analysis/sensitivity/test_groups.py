"""Groups: parameters that move together are judged as one, as SALib judges them."""

import numpy as np
import pytest
from SALib.analyze import morris, sobol

import simcorr as sc
from simcorr.analysis.sensitivity import group_labels, morris_sample, saltelli_sample
from simcorr.analysis.sensitivity.morris import GROUP, LINEAR, NEGLIGIBLE
from simcorr.analysis.sensitivity.samples import _names
from simcorr.errors import AnalysisError, DesignError
from tests.analysis.sensitivity.functions import ishigami

NAMES = ["a", "b", "c"]
GROUPS = {"outer": ["a", "c"]}
LABELS = group_labels(NAMES, GROUPS)


def problem():
    return {"num_vars": 3, "names": _names(3), "bounds": [[0.0, 1.0]] * 3, "groups": LABELS}


def test_sobol_indices_of_groups_are_salibs_and_add_up():
    unit = saltelli_sample(3, 1024, seed=1, groups=LABELS)
    assert len(unit) == 1024 * 4
    values = ishigami(unit)
    table = sc.sobol_indices(unit, values, NAMES, groups=GROUPS).set_index("parameter")
    theirs = sobol.analyze(problem(), values, calc_second_order=False, seed=np.random.default_rng(0))
    assert table.loc[["outer", "b"], "total"].to_numpy() == pytest.approx(theirs["ST"])
    assert table["total"].sum() == pytest.approx(1.0, abs=0.05)  # b acts alone, and a with c
    assert table.loc["outer", "first"] == pytest.approx(0.558, abs=0.03)


def test_morris_effects_of_groups_are_salibs():
    unit = morris_sample(3, 20, seed=1, groups=LABELS)
    assert len(unit) == 20 * 3
    values = 4.0 * unit[:, 0] + unit[:, 2] + 2.0 * unit[:, 1]
    table = sc.morris_effects(unit, values, NAMES, groups=GROUPS).set_index("parameter")
    theirs = morris.analyze(problem(), np.round(unit, 9), values, num_levels=4, seed=1)
    assert table.loc[["outer", "b"], "mu_star"].to_numpy() == pytest.approx(np.asarray(theirs["mu_star"]))
    assert table["verdict"].to_dict() == {"outer": GROUP, "b": LINEAR}
    assert table.loc["outer", ["mu", "sigma"]].isna().all()
    assert table.loc["b", "mu"] == pytest.approx(2.0)


def test_an_inert_group_is_negligible():
    unit = morris_sample(3, 10, seed=2, groups=LABELS)
    assert sc.morris_effects(unit, unit[:, 1], NAMES, groups=GROUPS)["verdict"].tolist() == [LINEAR, NEGLIGIBLE]


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ({"outer": ["a", "d"]}, "unknown parameter 'd' in group 'outer'"),
        ({"outer": ["a"], "inner": ["a"]}, "'a' is in the groups 'outer' and 'inner'"),
        ({"b": ["a", "c"]}, "group 'b' has the name of a parameter outside it"),
        ({"outer": []}, "at least one"),
        ({"outer": "abc"}, "allowed is a list of parameters"),
        (["a"], "allowed is a mapping"),
    ],
)
def test_groups_that_cannot_be_are_refused(groups, words):
    with pytest.raises(AnalysisError, match=words):
        sc.sobol_indices(saltelli_sample(3, 4, seed=1), np.arange(20.0), NAMES, groups=groups)


def test_a_design_without_the_groups_is_refused():
    unit = saltelli_sample(3, 4, seed=1)
    with pytest.raises(AnalysisError, match="does not move the parameters of group 'outer' together"):
        sc.sobol_indices(unit, unit[:, 0], NAMES, groups=GROUPS)
    with pytest.raises(DesignError, match="all parameters are in one group"):
        sc.Morris(NAMES, 4, groups={"all": NAMES})
    with pytest.raises(DesignError, match="unknown parameter 'd'"):
        sc.Saltelli(NAMES, 4, groups={"outer": ["d"]})
