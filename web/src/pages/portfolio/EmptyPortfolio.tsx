import { Button } from "@mantine/core";
import { Link } from "react-router";

import { Card } from "../../ui/Card";
import { DropZone } from "../../upload/DropZone";
import { useStartUpload } from "../../upload/UploadProvider";

export function EmptyPortfolio({ id }: { id: string }) {
  const startUpload = useStartUpload();
  return (
    <Card title="Nothing in it yet" hint="Add holdings to see the risk in them.">
      <DropZone
        large
        onFiles={(files) => startUpload(files, { portfolioId: id, mode: "replace" })}
      />
      <Button component={Link} to={`/portfolios/${id}/edit`} variant="light" mt="md">
        Type holdings in
      </Button>
    </Card>
  );
}
