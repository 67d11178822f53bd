"""Write the bills into docs/costs.md and their totals into README.md, between the marks."""

from pathlib import Path

from econlens.costs.bill import compare_costs
from econlens.costs.markdown import cost_table, prices_sentence, summary_table

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "costs.md"
README = ROOT / "README.md"
BEGIN = "<!-- econlens cost -->\n"
END = "<!-- end -->\n"
USERS = 1000
SUMMED = (100, 1000, 10_000)


def current_text(text: str) -> str:
    """text with the table of today's prices between the marks."""
    costs = compare_costs(USERS)
    sentence = prices_sentence(costs, compare_costs(USERS, prices=True))
    return _between_marks(text, f"{cost_table(costs)}\n{sentence}")


def current_summary(text: str) -> str:
    """text with the totals of today's prices between the marks."""
    return _between_marks(text, summary_table([compare_costs(users) for users in SUMMED]))


def _between_marks(text: str, written: str) -> str:
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{written}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    TARGET.write_text(current_text(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
    README.write_text(current_summary(README.read_text(encoding="utf-8")), encoding="utf-8")
    print("wrote docs/costs.md and README.md")
