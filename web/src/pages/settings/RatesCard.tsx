import { CloseButton, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { ratesQuery, useForgetRate } from "../../api/rates";
import { formatDate, formatNumber } from "../../format/numbers";
import { Card } from "../../ui/Card";
import { ErrorPanel } from "../../ui/ErrorPanel";
import { RateForm } from "../../upload/RateForm";
import classes from "./settings.module.css";

/** Rates for files that hold more than one currency and state none of their own. */
export function RatesCard() {
  const rates = useQuery(ratesQuery);
  const forget = useForgetRate();
  return (
    <Card
      title="Rates of exchange"
      hint="For files in more than one currency. A rate in the file counts first, then yours, then the usual ones."
      id="rates"
    >
      {rates.isPending && <Skeleton height={48} radius="md" />}
      {rates.error && <ErrorPanel error={rates.error} retry={() => void rates.refetch()} />}
      {forget.error && <ErrorPanel error={forget.error} />}
      <ul className={classes.rates}>
        {rates.data?.rates.map((rate) => (
          <li key={rate.fromCurrency + rate.toCurrency}>
            <span className="numeric">
              1 {rate.fromCurrency} = {formatNumber(rate.rate, 6)} {rate.toCurrency}
            </span>
            <CloseButton
              size="sm"
              aria-label={`Forget the rate of ${rate.fromCurrency}`}
              onClick={() => forget.mutate(rate)}
            />
          </li>
        ))}
      </ul>
      <RateForm>Add the rate</RateForm>
      {rates.data && (
        <p className={classes.note}>
          The usual ones are approximate rates of {formatDate(rates.data.defaults.asOf)} for{" "}
          {formatNumber(rates.data.defaults.rates.length)} currencies ({rates.data.defaults.source}
          ).
        </p>
      )}
    </Card>
  );
}
