-- Closing prices, the same for every user, so that there is no row-level security: econlens_app reads
-- them and cannot change them, since whoever could would change what others are told of their risk.
-- Only econlens_prices writes them; of the portfolios it learns which symbols are held, and neither by
-- whom nor how many. The upper bound keeps out NaN and Infinity, which PostgreSQL orders above all.

CREATE TABLE price_history (
    symbol text NOT NULL CHECK (length(symbol) BETWEEN 1 AND 40),
    day date NOT NULL,
    close numeric NOT NULL CHECK (close > 0 AND close < 1e15),
    source text NOT NULL CHECK (source IN ('file', 'yahoo', 'tiingo', 'stooq', 'synthetic')),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (symbol, day)
);

-- Runs as its owner, whom row-level security does not bind. What is no ticker (an option's
-- description, a name) stays here: these symbols are sent to price services.
CREATE FUNCTION held_symbols() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
BEGIN ATOMIC
    SELECT DISTINCT symbol FROM public.holdings
    WHERE asset_type NOT IN ('cash', 'option') AND symbol ~ '^[A-Z0-9][A-Z0-9.\-]{0,14}$';
END;
REVOKE ALL ON FUNCTION held_symbols() FROM PUBLIC;

GRANT SELECT ON price_history TO econlens_app;
GRANT USAGE ON SCHEMA public TO econlens_prices;
GRANT SELECT, INSERT, UPDATE, DELETE ON price_history TO econlens_prices;
GRANT EXECUTE ON FUNCTION held_symbols() TO econlens_prices;
