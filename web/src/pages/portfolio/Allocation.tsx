import type { Analysis } from "../../api/types";
import { BarList } from "../../ui/BarList";
import { Card } from "../../ui/Card";
import { Donut } from "../../ui/Donut";
import classes from "./Allocation.module.css";
import { CostCard } from "./CostCard";

interface AllocationProps {
  analysis: Analysis;
  /** null: amounts are hidden. */
  currency: string | null;
}

/** Two columns of about the same height, whatever each list has in it. */
export function Allocation({ analysis, currency }: AllocationProps) {
  const { exposures, cost } = analysis;
  return (
    <section aria-labelledby="allocation">
      <h2 id="allocation" className={classes.title}>
        Where the money is
      </h2>
      <div className={classes.columns}>
        <div className={classes.column}>
          <Card title="Asset types" hint="As you hold them">
            <Donut exposures={exposures.assetTypes} currency={currency} />
          </Card>
          <Card title="Sectors" hint="Funds looked through where known">
            <BarList exposures={exposures.sectors} currency={currency} />
          </Card>
        </div>
        <div className={classes.column}>
          <Card title="Regions" hint="Funds looked through where known">
            <BarList exposures={exposures.regions} currency={currency} />
          </Card>
          <Card title="Categories" hint="What kind of market each part follows">
            <BarList exposures={exposures.categories} currency={currency} />
          </Card>
          <CostCard cost={cost} currency={currency} />
        </div>
      </div>
    </section>
  );
}
