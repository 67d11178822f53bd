import { MultiSelect, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";

import { MOST, choicesQuery, comparisonQuery } from "../../api/comparison";
import { generalErrors } from "../../api/errors";
import { useTitle } from "../../app/useTitle";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { ComparisonParts } from "./ComparisonParts";
import classes from "./compare.module.css";

const FIRST_CHOSEN = 3;

/** The address carries the choice, so that it can be kept and sent. */
export default function ComparePage() {
  useTitle("Compare portfolios");
  const [search, setSearch] = useSearchParams();
  const choices = useQuery(choicesQuery);
  const all = (choices.data?.portfolios ?? []).filter(({ assetCount }) => assetCount > 0);
  const known = new Set(all.map(({ id }) => id));
  const asked = search.get("ids")?.split(",") ?? all.slice(0, FIRST_CHOSEN).map(({ id }) => id);
  const chosen = asked.filter((id) => known.has(id)).slice(0, MOST);
  const comparison = useQuery(comparisonQuery(chosen));

  return (
    <div className={classes.page}>
      <header>
        <Link to="/" className={classes.back}>
          ← Your portfolios
        </Link>
        <h1>Compare portfolios</h1>
        <p className={classes.lead}>
          Two to ten of them over the same days: return, risk, and how alike they are.
        </p>
      </header>
      {choices.error && <ErrorPanel error={choices.error} retry={() => void choices.refetch()} />}
      <MultiSelect
        label="Portfolios"
        searchable
        maxValues={MOST}
        data={all.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={(ids) => setSearch({ ids: ids.join(",") }, { replace: true })}
      />
      {choices.isSuccess && chosen.length < 2 && (
        <p className={classes.lead}>
          {all.length < 2
            ? "A comparison takes two portfolios with holdings. Drop another file on your list first."
            : "Choose at least two."}
        </p>
      )}
      {comparison.error && (
        <ErrorPanel
          error={comparison.error}
          retry={() => void comparison.refetch()}
          also={generalErrors(comparison.error, () => false)}
        />
      )}
      {(choices.isPending || comparison.isLoading) && (
        <div className={classes.page} role="status" aria-label="Comparing">
          <Skeleton height={140} radius="lg" />
          <Skeleton height={360} radius="lg" />
        </div>
      )}
      {comparison.data && <ComparisonParts comparison={comparison.data} />}
    </div>
  );
}
