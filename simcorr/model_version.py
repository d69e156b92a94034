"""The version of the model: what changes when the same scenario and seed no longer give the same events.

Releases of simcorr that only look or run differently share a version of the model. Results that were stored under
another one, an ensemble of parameter sets say, are not used. What is new and switched off changes no version.
"""

MODEL_VERSION = "93102bc57a78"
"""A digest of what a frozen scenario does, written by ``python -m tests.pinned.renew`` and held to it by a test."""
