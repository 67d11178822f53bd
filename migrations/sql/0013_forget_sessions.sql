-- Sessions that have expired are nobody's business any more, least of all of people who do not come
-- back. Whoever signs in sweeps some of them away, of whomever they were; nothing else is told or done.

CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE FUNCTION forget_expired_sessions() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
AS $$
    DELETE FROM public.sessions WHERE id IN (
        SELECT id FROM public.sessions WHERE expires_at <= now()
        ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED
    )
$$;

REVOKE EXECUTE ON FUNCTION forget_expired_sessions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_expired_sessions TO econlens_app, econlens_local;
