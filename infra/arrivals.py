"""A queue that S3 tells of each new file in a bucket."""

from typing import Any

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs


def private_queue(stack: Stack, name: str, **more: Any) -> sqs.Queue:
    """What every queue of ours has in common; more is passed on."""
    return sqs.Queue(
        stack,
        name,
        enforce_ssl=True,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
        removal_policy=RemovalPolicy.DESTROY,
        **more,
    )


def tell_of_new_files(bucket: s3.Bucket, bucket_name: str, queue: sqs.Queue, prefix: str) -> None:
    """bucket_name is ours, so that the queue's policy can name the bucket before it exists."""
    stack = Stack.of(bucket)
    allowed = queue.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[iam.ServicePrincipal("s3.amazonaws.com")],
            actions=["sqs:SendMessage"],
            resources=[queue.queue_arn],
            conditions={
                "StringEquals": {"aws:SourceAccount": stack.account},
                "ArnEquals": {"aws:SourceArn": f"arn:{stack.partition}:s3:::{bucket_name}"},
            },
        )
    )
    # The construct's own way would bring a function that may change any bucket's settings.
    resource = bucket.node.default_child
    if isinstance(resource, s3.CfnBucket):
        resource.notification_configuration = _created_to(queue, prefix)
        if allowed.policy_dependable is not None:
            resource.node.add_dependency(allowed.policy_dependable)


def _created_to(queue: sqs.Queue, prefix: str) -> s3.CfnBucket.NotificationConfigurationProperty:
    rule = s3.CfnBucket.FilterRuleProperty(name="prefix", value=prefix)
    return s3.CfnBucket.NotificationConfigurationProperty(
        queue_configurations=[
            s3.CfnBucket.QueueConfigurationProperty(
                event="s3:ObjectCreated:*",
                queue=queue.queue_arn,
                filter=s3.CfnBucket.NotificationFilterProperty(
                    s3_key=s3.CfnBucket.S3KeyFilterProperty(rules=[rule])
                ),
            )
        ]
    )
