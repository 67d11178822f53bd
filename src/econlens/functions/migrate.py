"""Lambda entry point of the custom resource that brings the database to the newest schema.

CDK's provider framework calls it when the stack is created and whenever a property has changed (the
stack passes a hash of migrations/). An exception here fails, and so rolls back, the deployment.
"""

from typing import Any

from econlens import bootstrap

SCHEMA_ID = "econlens-schema"


def handler(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Deleting the resource leaves the data alone."""
    if event["RequestType"] in ("Create", "Update"):
        bootstrap.migrate_database()
    return {"PhysicalResourceId": SCHEMA_ID}
