-- Counting a request, as a function: PostgreSQL keeps its plan for as long as the connection lives,
-- where it planned the bare statement anew for every request, which took longer than running it.

CREATE FUNCTION take_request(
    bucket_key bytea, step float8, period float8, OUT allowed boolean, OUT seconds_until_full float8
)
LANGUAGE plpgsql AS $$
DECLARE
    one CONSTANT interval := make_interval(secs => step);
    full_again timestamptz;
BEGIN
    -- The update happens, and so answers a row, only when the bucket is not empty.
    INSERT INTO public.rate_buckets AS bucket (key, full_at) VALUES (bucket_key, now() + one)
    ON CONFLICT (key) DO UPDATE SET full_at = greatest(bucket.full_at, now()) + one
    WHERE greatest(bucket.full_at, now()) + one <= now() + make_interval(secs => period)
    RETURNING full_at INTO full_again;
    allowed := FOUND;
    IF NOT allowed THEN
        SELECT full_at INTO full_again FROM public.rate_buckets WHERE key = bucket_key;
    END IF;
    -- Swept away in between: then it was full, but for a moment longer this one is refused.
    seconds_until_full := coalesce(extract(epoch FROM full_again - now()), period)::float8;
END
$$;

REVOKE EXECUTE ON FUNCTION take_request FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_request TO econlens_app, econlens_local;
