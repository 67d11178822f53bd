-- What Cognito and SQS do on AWS, for one machine: accounts, sessions and a queue of jobs.
-- Only econlens_local reaches this schema; requests run as econlens_app and do not.

CREATE SCHEMA local;

CREATE TABLE local.accounts (
    user_id uuid PRIMARY KEY,
    email text NOT NULL,
    password_hash text NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    user_type text NOT NULL,
    investment_experience text NOT NULL,
    risk_tolerance text NOT NULL,
    marketing_consent boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX accounts_by_email ON local.accounts (lower(email));

-- One row per login. Every refresh token of the login hangs on it, so deleting it ends them all.
CREATE TABLE local.sessions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES local.accounts ON DELETE CASCADE,
    started_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_by_user ON local.sessions (user_id);

-- Used tokens stay until the session ends: seeing one again means that somebody copied it.
CREATE TABLE local.refresh_tokens (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    session_id uuid NOT NULL REFERENCES local.sessions ON DELETE CASCADE,
    used_at timestamptz
);
CREATE INDEX refresh_tokens_by_session ON local.refresh_tokens (session_id);

CREATE TABLE local.jobs (
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    body text NOT NULL,
    sent_at timestamptz NOT NULL DEFAULT now(),
    visible_at timestamptz NOT NULL DEFAULT now(),
    receive_count integer NOT NULL DEFAULT 0,
    receipt uuid,
    dead_at timestamptz,
    dead_reason text,
    CHECK ((dead_at IS NULL) = (dead_reason IS NULL))
);
CREATE INDEX jobs_waiting ON local.jobs (position) WHERE dead_at IS NULL;

GRANT USAGE ON SCHEMA local TO econlens_local;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA local TO econlens_local;
