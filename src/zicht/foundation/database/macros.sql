-- Macros of the rules that are statements; `rules.py` says when to use them, and puts the table's name in.

-- case_table: bound for everyone, the owner too; the worker and the guard have what they need.
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON {table} TO zicht_worker, zicht_guard;
CREATE POLICY worker_all ON {table} TO zicht_worker USING (true) WITH CHECK (true)

-- final: by missing rights and by a trigger.
REVOKE UPDATE ON {table} FROM zicht_worker, zicht_guard;
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change()

-- step: what `forward`, `nearer` and `lasting` become.
CREATE TRIGGER {trigger} BEFORE UPDATE ON {table}
    FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION sec.refuse_step_back({columns})
