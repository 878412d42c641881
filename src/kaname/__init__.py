"""Kaname: an open workbench for the US-ROK alliance.

Documents are read, claims found at their spans, held against a dated and cited register,
the alliance is run through many futures under rival policies, and a brief is written in
which every number leads back to a sentence or to an assumption that says it is one.

The rooms, each importing only from those before it: ``base``, ``documents``, ``claims``,
``register``, ``alliance``, ``futures``, ``analysis``, ``brief``, ``web``, ``cli``.
"""

__version__ = "0.1.0"
