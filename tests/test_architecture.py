"""What import-linter does not look at: circles of imports, also those that only type checkers see."""

import grimp
import networkx as nx

LEFT = ({"engine", "mesa"}, {"scenario"})
"""Packages in which a circle is left: agents know their model and the model its agents; a scenario and its checks."""


def circles():
    graph = grimp.build_graph("simcorr", exclude_type_checking_imports=False)
    imports = nx.DiGraph()
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            if not imported.startswith(module + "."):  # a package hands on names of its own modules
                imports.add_edge(module, imported)
    return [sorted(found) for found in nx.strongly_connected_components(imports) if len(found) > 1]


def test_no_circle_of_imports_but_those_that_are_known():
    new = [found for found in circles() if not any(_within(found, packages) for packages in LEFT)]
    assert new == []


def _within(found, packages):
    return all(packages <= set(module.split(".")) for module in found)
