"""CDK's provider for a custom resource: it calls our function and answers CloudFormation."""

from typing import cast

from aws_cdk import CfnElement, RemovalPolicy, custom_resources
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.acknowledge import acknowledge


def provider(
    scope: Construct, name: str, function: lambda_.Function, retention: logs.RetentionDays
) -> custom_resources.Provider:
    """function gets each event, and answers with a PhysicalResourceId or raises."""
    made = custom_resources.Provider(
        scope,
        name,
        on_event_handler=function,
        log_group=logs.LogGroup(
            scope, f"{name}Logs", retention=retention, removal_policy=RemovalPolicy.DESTROY
        ),
    )
    logical_id = function.stack.get_logical_id(cast("CfnElement", function.node.default_child))
    reason = "CDK's own function, which runs at deployments only and passes a call on."
    acknowledge(
        made,
        {
            "AwsSolutions-L1": reason,
            "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/"
            "AWSLambdaBasicExecutionRole]": reason,
            f"AwsSolutions-IAM5[Resource::<{logical_id}.Arn>:*]": (
                "CDK's own function calls whichever version is deployed."
            ),
            "Serverless-LambdaDLQ": reason,
            "Serverless-LambdaDefaultMemorySize": reason,
            "Serverless-LambdaLatestVersion": reason,
            "Serverless-LambdaTracing": reason,
        },
    )
    return made
