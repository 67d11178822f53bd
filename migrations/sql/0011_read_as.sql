-- What begins a read: says who asks for the rest of the transaction, which can write nothing. False, and
-- nobody asks, when the session is not open (0010): no row is visible. Without a session that is not
-- asked, as for work that no request has brought.

CREATE FUNCTION read_as(reader text, session uuid) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    setting text;
    is_open boolean := true;
BEGIN
    -- Assignments throughout: PERFORM would run a query of its own.
    setting := pg_catalog.set_config('app.user_id', reader, true);
    IF session IS NOT NULL THEN
        is_open := public.session_is_open(session);
    END IF;
    IF NOT is_open THEN
        setting := pg_catalog.set_config('app.user_id', '', true);
    END IF;
    setting := pg_catalog.set_config('transaction_read_only', 'on', true);
    RETURN is_open;
END
$$;

REVOKE EXECUTE ON FUNCTION read_as FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_as TO econlens_app;
