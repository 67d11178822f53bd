"""The code assets of the functions, built beforehand by infra.build so that synth needs no network.

The same package serves every function; what differs is the handler and the layers.
"""

from dataclasses import dataclass
from pathlib import Path

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

RUNTIME = lambda_.Runtime.PYTHON_3_13
ARCHITECTURE = lambda_.Architecture.ARM_64


class NotBuiltError(FileNotFoundError):
    """The folder of built code is missing. The message says how to make it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltCode:
    """folder holds what infra.build writes: code/ and layers/<name>/."""

    folder: Path

    def __post_init__(self) -> None:
        if not (self.folder / "code").is_dir():
            raise NotBuiltError(f"{self.folder} holds no built functions. Run `make synth`.")

    def package(self) -> lambda_.Code:
        return lambda_.Code.from_asset(str(self.folder / "code"))

    def layer(self, scope: Construct, name: str) -> lambda_.LayerVersion:
        """The layer of this name in the stack of scope: base, numeric or migrations."""
        return lambda_.LayerVersion(
            scope,
            f"{name.capitalize()}Layer",
            code=lambda_.Code.from_asset(str(self.folder / "layers" / name)),
            compatible_runtimes=[RUNTIME],
            compatible_architectures=[ARCHITECTURE],
            description=f"EconLens dependencies: {name}",
        )
