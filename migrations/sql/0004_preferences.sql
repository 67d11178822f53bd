-- What users have chosen, and what they have changed about their account. The record of changes can
-- be added to and read, never altered; it goes with the account.

CREATE TABLE user_preferences (
    user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    document jsonb NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE account_changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    changed_at timestamptz NOT NULL DEFAULT now(),
    field text NOT NULL,
    before text NOT NULL,
    after text NOT NULL
);
CREATE INDEX account_changes_by_user ON account_changes (user_id, id);

ALTER TABLE user_preferences ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_changes ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON user_preferences USING (user_id = (SELECT app_user_id()));
CREATE POLICY own ON account_changes USING (user_id = (SELECT app_user_id()));

GRANT SELECT, INSERT, UPDATE ON user_preferences TO econlens_app;
GRANT SELECT, INSERT ON account_changes TO econlens_app;
GRANT DELETE ON users TO econlens_app;
