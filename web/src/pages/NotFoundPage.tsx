import { Button } from "@mantine/core";
import { Link } from "react-router";

import { useTitle } from "../app/useTitle";
import { Message } from "../ui/Message";

export default function NotFoundPage() {
  useTitle("Not found");
  return (
    <main>
      <Message
        title="There is nothing at this address"
        text="The link may be old, or the portfolio may have been deleted. Your own portfolios are one step away."
      >
        <Button component={Link} to="/">
          Go to your portfolios
        </Button>
      </Message>
    </main>
  );
}
