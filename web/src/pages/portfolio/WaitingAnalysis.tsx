import { Skeleton } from "@mantine/core";

export function WaitingAnalysis() {
  return (
    <>
      <Skeleton height={300} radius="lg" />
      <Skeleton height={140} radius="lg" />
      <Skeleton height={280} radius="lg" />
    </>
  );
}
