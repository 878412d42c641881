"""What is held true: dated, cited parameters, since when, on whose word.

``load()`` reads the register; ``Register.as_of(date)`` says what was true and known on a day;
``trace`` leads from a value to the sentence or the assumption it rests on; ``links`` and ``conflicts``
compare it with what documents claim.
"""

from kaname.register.problems import Place, Problem, RegisterError
from kaname.register.register import Register, Snapshot, load, read
from kaname.register.schema import (
    SYSTEMS,
    DatedValue,
    Discrete,
    DocumentEvidence,
    Parameter,
    SourceEvidence,
    Uniform,
)
from kaname.register.tracing import Support, Trace, trace

__all__ = [
    "SYSTEMS",
    "DatedValue",
    "Discrete",
    "DocumentEvidence",
    "Parameter",
    "Place",
    "Problem",
    "Register",
    "RegisterError",
    "Snapshot",
    "SourceEvidence",
    "Support",
    "Trace",
    "Uniform",
    "load",
    "read",
    "trace",
]
