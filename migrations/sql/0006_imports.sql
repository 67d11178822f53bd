-- How a file is to be read beside where it goes, the columns of a file that we must ask about, and
-- what users tell us once for all their files: the meaning of columns, by the signature of their
-- titles, and rates of exchange. One unit of from_currency is worth rate units of to_currency.

ALTER TABLE uploads
    ADD COLUMN choices jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN columns_seen jsonb;

CREATE TABLE import_mappings (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    signature text NOT NULL CHECK (signature ~ '^[0-9a-f]{64}$'),
    mapping jsonb NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, signature)
);

CREATE TABLE user_rates (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    from_currency text NOT NULL CHECK (from_currency ~ '^[A-Z]{3}$'),
    to_currency text NOT NULL CHECK (to_currency ~ '^[A-Z]{3}$'),
    rate numeric NOT NULL CHECK (rate > 0),
    as_of date,
    PRIMARY KEY (user_id, from_currency, to_currency)
);

ALTER TABLE import_mappings ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_rates ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON import_mappings USING (user_id = (SELECT app_user_id()));
CREATE POLICY own ON user_rates USING (user_id = (SELECT app_user_id()));

GRANT SELECT, INSERT, UPDATE, DELETE ON import_mappings, user_rates TO econlens_app;
