"""One deployment on the emulator: CDK's steps, and what they left to look at."""

import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from infra.build import HOST

REPOSITORY = Path(__file__).resolve().parents[3]
INFRA = REPOSITORY / "infra"
CDK = INFRA / "node_modules" / "aws-cdk" / "bin" / "cdk"
STAGE = "dev"
ACCOUNT = "000000000000"
REGION = "us-east-1"


@dataclass
class Deployment:
    """database is the DSN of a superuser, to look behind the functions' backs. folder is for what
    CDK writes."""

    endpoint: str
    environment: dict[str, str]
    database: str
    folder: Path

    def synthesise(self) -> None:
        """The app of infra/app.py, as `make deploy` does it, but for the machine of the code."""
        context = ("-c", f"code={HOST.folder}", "-c", f"stage={STAGE}")
        self._cdk("synth", "--quiet", *context, "--output", str(self.folder))

    def bootstrap(self) -> None:
        self._cdk("bootstrap", f"aws://{ACCOUNT}/{REGION}")

    def deploy(self) -> None:
        self._cdk("deploy", "--all", "--require-approval", "never", "--concurrency", "4")
        self.__dict__.pop("_outputs", None)

    def destroy(self) -> None:
        self._cdk("destroy", "--all", "--force")

    def _cdk(self, command: str, *arguments: str) -> None:
        app = () if command == "synth" else ("--app", str(self.folder))
        run = subprocess.run(
            ["node", str(CDK), command, *app, *arguments],
            cwd=INFRA,
            env={
                **self.environment,
                "AWS_ENDPOINT_URL": self.endpoint,
                "CDK_DEFAULT_ACCOUNT": ACCOUNT,
                "CDK_DEFAULT_REGION": REGION,
                "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "1",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, f"{run.stdout[-4000:]}\n{run.stderr[-6000:]}"

    def client(self, service: str, **credentials: str) -> Any:
        """A boto3 client of the emulator; by default with an administrator's credentials."""
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", **credentials}
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=REGION,
            config=Config(signature_version="s3v4") if service == "s3" else None,
            **keys,
        )

    def as_role(self, role_arn: str, service: str) -> Any:
        """A client with a role's own rights and no others."""
        given = self.client("sts").assume_role(RoleArn=role_arn, RoleSessionName="test")
        found = given["Credentials"]
        return self.client(
            service,
            aws_access_key_id=found["AccessKeyId"],
            aws_secret_access_key=found["SecretAccessKey"],
            aws_session_token=found["SessionToken"],
        )

    @cached_property
    def _outputs(self) -> dict[str, dict[str, str]]:
        stacks = self.client("cloudformation").describe_stacks()["Stacks"]
        return {
            stack["StackName"].rpartition("-")[2]: {
                output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])
            }
            for stack in stacks
        }

    def output(self, stack: str, name: str) -> str:
        return self._outputs[stack][name]

    def stacks(self) -> set[str]:
        found = self.client("cloudformation").describe_stacks()["Stacks"]
        return {s["StackName"] for s in found if s["StackName"].startswith("EconLens")}

    def _url(self, output: str) -> str:
        api = self.output("Api", output).removeprefix("https://").partition(".")[0]
        return f"{self.endpoint}/restapis/{api}/{STAGE}/_user_request_"

    @property
    def api_url(self) -> str:
        return self._url("ApiUrl")

    @property
    def partners_url(self) -> str:
        return self._url("PartnersUrl")
