-- Where users are signed in, on both hosts: one row per sign-in, named as the claim origin_jti of its
-- tokens names it. Tokens count while the row of their session is open, so ending it ends them at
-- once, though their signature is good for the rest of an hour. A row that has ended stays until its
-- tokens can no longer be refreshed, so that Cognito's refresh of it is known and refused.

CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    device text NOT NULL DEFAULT '',
    started_at timestamptz NOT NULL,
    used_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    UNIQUE (id, user_id)
);
CREATE INDEX sessions_by_user ON sessions (user_id);

-- Used tokens stay until the session is forgotten: seeing one again means that somebody copied it.
CREATE TABLE refresh_tokens (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    session_id uuid NOT NULL,
    user_id uuid NOT NULL,
    used_at timestamptz,
    FOREIGN KEY (session_id, user_id) REFERENCES sessions (id, user_id) ON DELETE CASCADE
);
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

-- Of second factors that Cognito keeps: the secret of the authenticator app, masked once for each
-- recovery code with a key that only the code gives. Without a code the rows say nothing.
CREATE TABLE recovery_codes (
    user_id uuid NOT NULL,
    lookup bytea NOT NULL CHECK (octet_length(lookup) = 32),
    masked_secret bytea NOT NULL,
    PRIMARY KEY (user_id, lookup)
);

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE refresh_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE recovery_codes ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON sessions USING (user_id = (SELECT app_user_id()));
CREATE POLICY own ON refresh_tokens USING (user_id = (SELECT app_user_id()));
CREATE POLICY own ON recovery_codes USING (user_id = (SELECT app_user_id()));
-- Locally the service of accounts opens and refreshes everybody's sessions, as Cognito does.
CREATE POLICY of_local_services ON sessions TO econlens_local USING (true);
CREATE POLICY of_local_services ON refresh_tokens TO econlens_local USING (true);

GRANT SELECT, INSERT, DELETE ON sessions TO econlens_app;
GRANT UPDATE (used_at, ended_at) ON sessions TO econlens_app;
GRANT INSERT ON refresh_tokens TO econlens_app;
GRANT SELECT, INSERT, DELETE ON recovery_codes TO econlens_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions, refresh_tokens TO econlens_local;

-- Asked by every request of a signed-in user, in that user's transaction: one look into an index. As
-- a function its plan is kept for as long as the connection lives.
CREATE FUNCTION session_is_open(session_id uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM public.sessions
        WHERE id = session_id AND ended_at IS NULL AND expires_at > now()
    );
END
$$;

-- Whose session a refresh token is of, before anybody is signed in. It takes the hash of 256 random
-- bits, so nobody learns an id without the token.
CREATE FUNCTION session_of_refresh_token(
    hash bytea, OUT session_id uuid, OUT user_id uuid, OUT is_open boolean
) RETURNS SETOF record
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
    SELECT session.id, session.user_id, session.ended_at IS NULL AND session.expires_at > now()
    FROM public.refresh_tokens token
    JOIN public.sessions session ON session.id = token.session_id
    WHERE token.token_hash = hash
$$;

REVOKE EXECUTE ON FUNCTION session_is_open, session_of_refresh_token FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_is_open, session_of_refresh_token TO econlens_app;

-- Sessions of before move over. Their old tables go in a later migration, when nothing reads them.
INSERT INTO sessions (id, user_id, device, started_at, used_at, expires_at)
SELECT id, user_id, device, started_at, used_at, expires_at FROM local.sessions;
INSERT INTO refresh_tokens (token_hash, session_id, user_id, used_at)
SELECT token.token_hash, token.session_id, session.user_id, token.used_at
FROM local.refresh_tokens token JOIN local.sessions session ON session.id = token.session_id;
