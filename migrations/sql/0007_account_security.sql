-- Confirmed addresses, codes by e-mail, one-time codes, devices, and mail that waits to be sent.
-- Codes and tokens are kept as keyed hashes, the one-time secret is encrypted with a key that is not
-- in the database.

ALTER TABLE local.accounts
    ADD COLUMN confirmed_at timestamptz,
    ADD COLUMN totp_secret bytea,
    ADD COLUMN totp_enabled_at timestamptz,
    ADD COLUMN totp_last_step bigint NOT NULL DEFAULT 0;
UPDATE local.accounts SET confirmed_at = created_at;

ALTER TABLE local.sessions
    ADD COLUMN device text NOT NULL DEFAULT '',
    ADD COLUMN used_at timestamptz;
UPDATE local.sessions SET used_at = started_at;
ALTER TABLE local.sessions ALTER COLUMN used_at SET NOT NULL;

CREATE TABLE local.email_codes (
    user_id uuid NOT NULL REFERENCES local.accounts ON DELETE CASCADE,
    purpose text NOT NULL,
    code_hash bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    tries_left smallint NOT NULL,
    PRIMARY KEY (user_id, purpose)
);

CREATE TABLE local.recovery_codes (
    user_id uuid NOT NULL REFERENCES local.accounts ON DELETE CASCADE,
    code_hash bytea NOT NULL,
    PRIMARY KEY (user_id, code_hash)
);

-- A password was right, and the second factor is yet to come.
CREATE TABLE local.mfa_challenges (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    user_id uuid NOT NULL REFERENCES local.accounts ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    tries_left smallint NOT NULL
);
CREATE INDEX mfa_challenges_by_user ON local.mfa_challenges (user_id);

CREATE TABLE local.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES local.accounts ON DELETE CASCADE,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    written_at timestamptz NOT NULL,
    send_at timestamptz NOT NULL,
    tries integer NOT NULL DEFAULT 0
);
CREATE INDEX outbox_by_user ON local.outbox (user_id);

GRANT SELECT, INSERT, UPDATE, DELETE
    ON local.email_codes, local.recovery_codes, local.mfa_challenges, local.outbox
    TO econlens_local;
