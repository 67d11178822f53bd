"""The code assets of the functions, built beforehand by infra.build so that synth needs no network.

The same package serves every function; what differs is the handler and the layers.
"""

from dataclasses import dataclass
from pathlib import Path

from aws_cdk import Stack
from aws_cdk import aws_lambda as lambda_

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


class StackCode:
    """The code as one stack deploys it: the package, and each layer once."""

    def __init__(self, stack: Stack, built: BuiltCode) -> None:
        self._stack = stack
        self._built = built
        self._layers: dict[str, lambda_.LayerVersion] = {}
        self.package = lambda_.Code.from_asset(str(built.folder / "code"))

    def layers(self, *names: str) -> list[lambda_.LayerVersion]:
        """base and those named, such as numeric; see infra.build."""
        return [self._layer(name) for name in ("base", *names)]

    def _layer(self, name: str) -> lambda_.LayerVersion:
        if name not in self._layers:
            self._layers[name] = self._new_layer(name)
        return self._layers[name]

    def _new_layer(self, name: str) -> lambda_.LayerVersion:
        return lambda_.LayerVersion(
            self._stack,
            f"{name.capitalize()}Layer",
            code=lambda_.Code.from_asset(str(self._built.folder / "layers" / name)),
            compatible_runtimes=[RUNTIME],
            compatible_architectures=[ARCHITECTURE],
            description=f"EconLens dependencies: {name}",
        )
