"""Write the cost table into docs/costs.md, between its marks."""

from pathlib import Path

from econlens.costs.bill import compare_costs
from econlens.costs.markdown import cost_table, prices_sentence

TARGET = Path(__file__).parents[1] / "docs" / "costs.md"
BEGIN = "<!-- econlens cost -->\n"
END = "<!-- end -->\n"
USERS = 1000


def current_text(text: str) -> str:
    """text with the table of today's prices between the marks."""
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    costs = compare_costs(USERS)
    sentence = prices_sentence(costs, compare_costs(USERS, prices=True))
    return f"{before}{BEGIN}\n{cost_table(costs)}\n{sentence}\n{END}{after}"


if __name__ == "__main__":
    TARGET.write_text(current_text(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
    print("wrote docs/costs.md")
