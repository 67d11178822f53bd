-- What goes by the letters of a coin at a price service is a listed share or fund: SOL, LINK and BTC
-- are all three. Such prices would be another's, so that coins are not asked for; a file may have them.

CREATE OR REPLACE FUNCTION held_symbols() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
BEGIN ATOMIC
    SELECT DISTINCT symbol FROM public.holdings
    WHERE asset_type NOT IN ('cash', 'option', 'crypto') AND symbol ~ '^[A-Z0-9][A-Z0-9.\-]{0,14}$';
END;
