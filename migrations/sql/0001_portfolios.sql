-- What users own. Every row carries its user, and row-level security compares it with app.user_id,
-- which each transaction sets; without it nothing is visible. The subselect is evaluated once per
-- statement, so that index plans stay.

CREATE FUNCTION app_user_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.user_id', true), '')::uuid;

CREATE TABLE users (
    id uuid PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE portfolios (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    description text NOT NULL DEFAULT '' CHECK (length(description) <= 1000),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    as_of date,
    total_value numeric NOT NULL DEFAULT 0,
    asset_count integer NOT NULL DEFAULT 0,
    risk_score double precision,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (id, user_id)
);
CREATE INDEX portfolios_by_user ON portfolios (user_id, updated_at DESC);

CREATE TABLE holdings (
    portfolio_id uuid NOT NULL,
    user_id uuid NOT NULL,
    position integer NOT NULL,
    symbol text NOT NULL,
    name text NOT NULL,
    asset_type text NOT NULL,
    market_value numeric NOT NULL,
    quantity numeric,
    price numeric,
    cost_basis numeric,
    category text,
    sector text,
    region text,
    expense_ratio numeric,
    dividend_yield numeric,
    account text,
    classification_source text NOT NULL,
    PRIMARY KEY (portfolio_id, position),
    FOREIGN KEY (portfolio_id, user_id) REFERENCES portfolios (id, user_id) ON DELETE CASCADE
);

CREATE TABLE uploads (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    portfolio_id uuid,
    file_name text NOT NULL,
    size_bytes bigint NOT NULL,
    content_type text NOT NULL,
    mode text NOT NULL,
    validate_only boolean NOT NULL,
    status text NOT NULL DEFAULT 'pending',
    progress_percent smallint NOT NULL DEFAULT 0 CHECK (progress_percent BETWEEN 0 AND 100),
    result jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    UNIQUE (id, user_id),
    FOREIGN KEY (portfolio_id, user_id) REFERENCES portfolios (id, user_id) ON DELETE CASCADE
);
CREATE INDEX uploads_by_user ON uploads (user_id);

CREATE TABLE upload_issues (
    upload_id uuid NOT NULL,
    user_id uuid NOT NULL,
    position integer NOT NULL,
    severity text NOT NULL,
    code text NOT NULL,
    message text NOT NULL,
    line integer,
    field text,
    suggested_fix text,
    PRIMARY KEY (upload_id, position),
    FOREIGN KEY (upload_id, user_id) REFERENCES uploads (id, user_id) ON DELETE CASCADE
);

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE portfolios ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdings ENABLE ROW LEVEL SECURITY;
ALTER TABLE uploads ENABLE ROW LEVEL SECURITY;
ALTER TABLE upload_issues ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON users USING (id = (SELECT app_user_id()));
CREATE POLICY own ON portfolios USING (user_id = (SELECT app_user_id()));
CREATE POLICY own ON holdings USING (user_id = (SELECT app_user_id()));
CREATE POLICY own ON uploads USING (user_id = (SELECT app_user_id()));
CREATE POLICY own ON upload_issues USING (user_id = (SELECT app_user_id()));

GRANT USAGE ON SCHEMA public TO econlens_app;
GRANT SELECT, INSERT ON users TO econlens_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON portfolios, holdings, uploads, upload_issues
    TO econlens_app;
