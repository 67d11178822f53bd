-- One row per caller. UNLOGGED: a crash empties it, which only means that everybody starts anew, and
-- taking from a bucket writes no log to wait for. full_at: when the bucket will be full again, which
-- is all there is to know about it. Keys are keyed hashes: no address and no e-mail is stored.

CREATE UNLOGGED TABLE rate_buckets (
    key bytea PRIMARY KEY,
    full_at timestamptz NOT NULL
) WITH (fillfactor = 70);

GRANT USAGE ON SCHEMA public TO econlens_local;
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_buckets TO econlens_app, econlens_local;

-- From where an account's owner has signed in lately: a stranger's wrong passwords slow strangers
-- down, never the owner.
CREATE TABLE local.known_addresses (
    user_id uuid NOT NULL REFERENCES local.accounts ON DELETE CASCADE,
    address_hash bytea NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, address_hash)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON local.known_addresses TO econlens_local;
