import type { CSSProperties } from "react";

import type { Score } from "../../api/types";
import { formatNumber, formatPoints } from "../../format/numbers";
import { Card } from "../../ui/Card";
import { ScoreDial } from "../../ui/ScoreDial";
import classes from "./ScoreCard.module.css";

interface ScoreCardProps {
  score: Score;
  limitName: string;
}

/** The score, and the sum it is made of: what adds points is what could lower it. */
export function ScoreCard({ score, limitName }: ScoreCardProps) {
  return (
    <Card>
      <div className={classes.layout}>
        <div className={classes.dial}>
          <h2>Risk score</h2>
          <div className={classes.middle}>
            <ScoreDial
              value={score.value}
              level={score.level}
              limit={score.limit}
              limitName={limitName}
            />
            <p className={classes.summary}>{score.summary}</p>
          </div>
        </div>
        <div>
          <h3 className={classes.heading}>What makes up the score</h3>
          <ul className={classes.parts}>
            {score.parts.map((part) => (
              <Part key={part.key} part={part} />
            ))}
          </ul>
        </div>
      </div>
    </Card>
  );
}

function Part({ part }: { part: Score["parts"][number] }) {
  const { label, points, maxPoints, explanation } = part;
  const share = maxPoints > 0 ? Math.min(1, Math.max(0, points / maxPoints)) : 0;
  return (
    <li className={classes.part} data-none={points === 0 || undefined}>
      <span className={classes.label}>{label}</span>
      <span className={`${classes.points} numeric`}>
        {formatPoints(points)}
        <small> of {formatNumber(maxPoints)}</small>
      </span>
      <span className={classes.bar} style={{ "--width": `${share * 100}%` } as CSSProperties} />
      <span className={classes.explanation}>{explanation}</span>
    </li>
  );
}
