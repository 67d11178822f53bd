/** The rule for passwords, piece by piece, so that typing can show what is still missing. */
export interface PasswordRule {
  label: string;
  met: (password: string) => boolean;
}

export const PASSWORD_RULES: readonly PasswordRule[] = [
  { label: "12 characters", met: (p) => p.length >= 12 },
  { label: "a capital letter", met: (p) => /\p{Lu}/u.test(p) },
  { label: "a small letter", met: (p) => /\p{Ll}/u.test(p) },
  { label: "a digit", met: (p) => /\d/u.test(p) },
  { label: "a symbol", met: (p) => /[^\p{L}\p{N}\s]/u.test(p) },
];

export function meetsPasswordRules(password: string): boolean {
  return PASSWORD_RULES.every((rule) => rule.met(password));
}
