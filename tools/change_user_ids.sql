-- Give people the ids that Cognito gave them, everywhere at once: docs/migration.md, step 1.
-- Needs a superuser, whom neither row-level security nor foreign keys hold up, and a temporary table
--     pairs (old uuid, new uuid)
-- in the same session. Run it inside one transaction, when no upload is on its way.

SET LOCAL session_replication_role = replica;

DO $$
DECLARE
    place record;
BEGIN
    FOR place IN
        SELECT c.table_schema, c.table_name, c.column_name
        FROM information_schema.columns c
        JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema IN ('public', 'local')
          AND t.table_type = 'BASE TABLE'
          AND (c.column_name = 'user_id'
               OR (c.table_schema, c.table_name, c.column_name) = ('public', 'users', 'id'))
    LOOP
        EXECUTE format(
            'UPDATE %I.%I SET %I = pairs.new FROM pairs WHERE %I = pairs.old',
            place.table_schema, place.table_name, place.column_name, place.column_name
        );
    END LOOP;
END
$$;
