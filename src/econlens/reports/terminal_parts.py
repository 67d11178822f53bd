"""What every report on a terminal is made of."""

from rich import box
from rich.table import Table
from rich.text import Text


def titled_table(title: str) -> Table:
    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        expand=True,
    )


def plain(text: str, style: str = "") -> Text:
    """Text from a file, safe to print: no markup is read, no control sign reaches the terminal."""
    return Text("".join(sign if sign.isprintable() else " " for sign in text), style=style)
