import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { adjustmentsQuery } from "../../api/adjustments";
import type { Portfolio } from "../../api/types";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { generalErrors } from "../../api/errors";
import { Plan } from "./Plan";
import { PolicyForm } from "./PolicyForm";
import classes from "./adjustments.module.css";
import { WHOLE, type Wishes, requestOf, sumOf, weightsOf } from "./wishes";

const PAUSE_MS = 300;

function isComplete(wishes: Wishes): boolean {
  const weights = weightsOf(wishes);
  return weights === null || sumOf(weights) === WHOLE;
}

/** The wishes on one side, what comes of them on the other. */
export function Workbench({ portfolio, start }: { portfolio: Portfolio; start: Wishes }) {
  const [wishes, setWishes] = useState(start);
  const [settled] = useDebouncedValue(wishes, PAUSE_MS);
  const plan = useQuery({
    ...adjustmentsQuery(portfolio.id, requestOf(settled)),
    enabled: isComplete(settled),
  });
  const waiting = plan.isFetching || settled !== wishes;
  return (
    <div className={classes.columns}>
      <PolicyForm
        portfolio={portfolio}
        wishes={wishes}
        onChange={(change) => setWishes((before) => ({ ...before, ...change }))}
        onReset={() => setWishes(start)}
      />
      <div className={classes.results} aria-busy={waiting} data-waiting={waiting || undefined}>
        {plan.error && (
          <ErrorPanel
            error={plan.error}
            retry={() => void plan.refetch()}
            also={generalErrors(plan.error, () => false)}
          />
        )}
        {plan.data && !plan.error && <Plan plan={plan.data} name={portfolio.name} />}
      </div>
    </div>
  );
}
