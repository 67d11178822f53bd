"""From a server to the API step by step: a weight at the edge decides where calls go."""

from pathlib import Path

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_cloudfront as cloudfront
from constructs import Construct

from infra.settings import StageSettings

FUNCTIONS = Path(__file__).resolve().parents[1] / "edge"


class CutoverStack(Stack):
    """associations belong to the behaviour whose calls are to be split."""

    def __init__(self, scope: Construct, name: str, settings: StageSettings) -> None:
        super().__init__(scope, name)
        self.store = cloudfront.KeyValueStore(
            self,
            "Store",
            key_value_store_name=f"{settings.prefix}-cutover",
            comment="weight: share of browsers, in percent, that go to the API",
        )
        choose = self._function("choose_origin", settings)
        remember = self._function("remember_choice", settings)
        kinds = cloudfront.FunctionEventType
        self.associations = [
            cloudfront.FunctionAssociation(function=choose, event_type=kinds.VIEWER_REQUEST),
            cloudfront.FunctionAssociation(function=remember, event_type=kinds.VIEWER_RESPONSE),
        ]
        CfnOutput(self, "CutoverStore", value=self.store.key_value_store_arn)

    def _function(self, name: str, settings: StageSettings) -> cloudfront.Function:
        """The server's address is written into the code: an edge function has no environment."""
        code = "".join((FUNCTIONS / f"{part}.js").read_text() for part in (name, "bucket"))
        return cloudfront.Function(
            self,
            name.title().replace("_", ""),
            runtime=cloudfront.FunctionRuntime.JS_2_0,
            code=cloudfront.FunctionCode.from_inline(
                code.replace("SERVER_ORIGIN", settings.server_origin)
            ),
            key_value_store=self.store if name == "choose_origin" else None,
        )
