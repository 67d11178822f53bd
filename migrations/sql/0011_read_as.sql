-- What begins a read: counts the request, then says who asks for the rest of the transaction, which
-- can write nothing more. One function, so that it is one step of the message it travels in.
-- Without a bucket nothing is counted; without a session nobody asks whether it is open (0010), as
-- for work that no request has brought. Refused, nobody asks: no row is visible.

CREATE FUNCTION read_as(
    reader text, session uuid, bucket_key bytea, step float8, period float8,
    OUT allowed boolean, OUT seconds_until_full float8, OUT is_open boolean
)
LANGUAGE plpgsql AS $$
DECLARE
    taken record;
    setting text;
BEGIN
    -- Assignments throughout: PERFORM and SELECT INTO would each run a query of their own.
    allowed := true;
    is_open := true;
    IF bucket_key IS NOT NULL THEN
        taken := public.take_request(bucket_key, step, period);
        allowed := taken.allowed;
        seconds_until_full := taken.seconds_until_full;
    END IF;
    IF allowed THEN
        setting := pg_catalog.set_config('app.user_id', reader, true);
        IF session IS NOT NULL THEN
            is_open := public.session_is_open(session);
        END IF;
        IF NOT is_open THEN
            setting := pg_catalog.set_config('app.user_id', '', true);
        END IF;
    END IF;
    setting := pg_catalog.set_config('transaction_read_only', 'on', true);
END
$$;

REVOKE EXECUTE ON FUNCTION read_as FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_as TO econlens_app;
