-- What begins a read: counts the request, then says who asks for the rest of the transaction, which
-- can write nothing more. One function, so that it is one step of the message it travels in.
-- Without a bucket nothing is counted. When nothing is left, nobody asks: no row is visible.

CREATE FUNCTION read_as(
    reader text, bucket_key bytea, step float8, period float8,
    OUT allowed boolean, OUT seconds_until_full float8
)
LANGUAGE plpgsql AS $$
BEGIN
    allowed := true;
    IF bucket_key IS NOT NULL THEN
        SELECT taken.allowed, taken.seconds_until_full INTO allowed, seconds_until_full
        FROM public.take_request(bucket_key, step, period) AS taken;
    END IF;
    IF allowed THEN
        PERFORM pg_catalog.set_config('app.user_id', reader, true);
    END IF;
    PERFORM pg_catalog.set_config('transaction_read_only', 'on', true);
END
$$;

REVOKE EXECUTE ON FUNCTION read_as FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_as TO econlens_app;
