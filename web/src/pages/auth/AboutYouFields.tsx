import { SegmentedControl, Select } from "@mantine/core";
import { useId } from "react";

import type { InvestmentExperience, RiskTolerance, UserType } from "../../api/types";

export interface AboutYou {
  userType: UserType;
  investmentExperience: InvestmentExperience;
  riskTolerance: RiskTolerance;
}

interface AboutYouFieldsProps {
  value: AboutYou;
  onChange: (change: Partial<AboutYou>) => void;
}

export function AboutYouFields({ value, onChange }: AboutYouFieldsProps) {
  const toleranceId = useId();
  return (
    <>
      <Select
        label="You invest as"
        allowDeselect={false}
        value={value.userType}
        onChange={(chosen) => chosen && onChange({ userType: chosen as UserType })}
        data={[
          { value: "casual_investor", label: "A private investor, now and then" },
          { value: "active_trader", label: "A private investor, often" },
          { value: "financial_advisor", label: "An adviser, for others" },
        ]}
      />
      <Select
        label="Your experience"
        allowDeselect={false}
        value={value.investmentExperience}
        onChange={(chosen) =>
          chosen && onChange({ investmentExperience: chosen as InvestmentExperience })
        }
        data={[
          { value: "beginner", label: "I am starting out" },
          { value: "intermediate", label: "I know my way around" },
          { value: "advanced", label: "I know it well" },
        ]}
      />
      <div>
        <span id={toleranceId}>How much up and down is fine?</span>
        <SegmentedControl
          fullWidth
          mt={4}
          aria-labelledby={toleranceId}
          value={value.riskTolerance}
          onChange={(chosen) => onChange({ riskTolerance: chosen as RiskTolerance })}
          data={[
            { value: "conservative", label: "Little" },
            { value: "moderate", label: "Some" },
            { value: "aggressive", label: "A lot" },
          ]}
        />
      </div>
    </>
  );
}
