"""How the documentation site is built, from the root of the repository: see CONTRIBUTING.md.

Pages lie where they are read in the repository too, so every link works in both places.
"""

from importlib.metadata import version as version_of

project = "simcorr"
author = "the simcorr developers"
release = version = version_of("simcorr")

extensions = ["myst_nb", "sphinx.ext.autodoc", "numpydoc"]
root_doc = "docs/index"
include_patterns = ["docs/**", "notebooks/*.ipynb", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"]
exclude_patterns = ["docs/site"]
suppress_warnings = [
    "mystnb.unknown_mime_type",  # frames have a plain form beside the one for notebooks
]

myst_heading_anchors = 4
nb_execution_mode = "off"  # the tests execute them; their outputs are kept
nb_merge_streams = True

default_role = "literal"
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the docstrings say types in words
numpydoc_show_class_members = False  # autodoc lists them
numpydoc_xref_param_type = False

html_theme = "furo"
html_title = f"simcorr {release}"
html_copy_source = False
html_theme_options = {"source_edit_link": ""}
