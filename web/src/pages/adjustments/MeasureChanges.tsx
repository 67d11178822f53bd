import type { MetricChange } from "../../api/types";
import { Card } from "../../ui/Card";
import { formatMeasure } from "../portfolio/measureFormat";
import classes from "./adjustments.module.css";

interface MeasureChangesProps {
  changes: readonly MetricChange[];
  currency: string;
}

export function MeasureChanges({ changes, currency }: MeasureChangesProps) {
  return (
    <Card>
      <details className={classes.measures}>
        <summary>Every measure before and after</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Measure</th>
              <th scope="col">Now</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ key, label, unit, before, after }) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                <td className="numeric">{formatMeasure({ value: before, unit }, currency)}</td>
                <td className="numeric">
                  <strong>{formatMeasure({ value: after, unit }, currency)}</strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Card>
  );
}
