-- Read-only links. A visitor's transaction sets app.share_token_hash instead of app.user_id, and these
-- policies show it that one link, its portfolio, and the owner's thresholds: nothing else, and nothing
-- once the link has expired or is revoked. The only thing a visitor changes is the count of views.

CREATE FUNCTION app_share_token_hash() RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
RETURN decode(nullif(current_setting('app.share_token_hash', true), ''), 'hex');

CREATE TABLE share_links (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL,
    portfolio_id uuid NOT NULL,
    token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    permission text NOT NULL,
    hide_amounts boolean NOT NULL,
    passphrase_hash text,
    risk_tolerance text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    view_count integer NOT NULL DEFAULT 0,
    last_viewed_at timestamptz,
    FOREIGN KEY (portfolio_id, user_id) REFERENCES portfolios (id, user_id) ON DELETE CASCADE
);
CREATE INDEX share_links_by_portfolio ON share_links (portfolio_id);

ALTER TABLE share_links ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON share_links USING (user_id = (SELECT app_user_id()));
CREATE POLICY shared ON share_links FOR SELECT USING (
    token_hash = (SELECT app_share_token_hash()) AND (expires_at IS NULL OR expires_at > now())
);
CREATE POLICY viewed ON share_links FOR UPDATE USING (
    token_hash = (SELECT app_share_token_hash()) AND (expires_at IS NULL OR expires_at > now())
);
CREATE POLICY shared ON portfolios FOR SELECT USING (
    id = (SELECT portfolio_id FROM share_links WHERE token_hash = app_share_token_hash())
);
CREATE POLICY shared ON holdings FOR SELECT USING (
    portfolio_id = (SELECT portfolio_id FROM share_links WHERE token_hash = app_share_token_hash())
);
CREATE POLICY shared ON user_preferences FOR SELECT USING (
    user_id = (SELECT user_id FROM share_links WHERE token_hash = app_share_token_hash())
);

GRANT SELECT, INSERT, DELETE ON share_links TO econlens_app;
GRANT UPDATE (view_count, last_viewed_at) ON share_links TO econlens_app;
