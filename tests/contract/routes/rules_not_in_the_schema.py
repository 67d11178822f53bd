"""A check of schemathesis's own kind: a body that fits its schema is refused for a rule by name.

Loaded by SCHEMATHESIS_HOOKS. The schema cannot state these rules: what a code that was sent is,
what makes a password strong, that no column has two meanings, that one threshold is above another,
how large an amount may be that is written as text, which file is taken and how large it may be.
"""

import schemathesis
from schemathesis.generation import GenerationMode

RULES = frozenset(
    {
        "AMOUNT_OUT_OF_RANGE",
        "BAND_UPSIDE_DOWN",
        "COLUMN_MAPPED_TWICE",
        "INVALID_CODE",
        "MEANING_USED_TWICE",
        "SEPARATE_INTO_ONE",
        "TOO_LARGE",
        "UNSUPPORTED_TYPE",
        "WEAK_PASSPHRASE",
        "WEAK_PASSWORD",
    }
)


@schemathesis.check
def refusal_of_a_good_body_names_its_rule(
    _context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> None:
    is_good = case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE
    if is_good and response.status_code in (400, 413, 415):
        answer = response.json()
        named = {detail["code"] for detail in answer["details"]} or {answer["error"]}
        unstated = sorted(named - RULES)
        assert not unstated, f"Refused for {unstated}, which is for the schema to say."
