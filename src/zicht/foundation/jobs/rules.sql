-- Jobs are rows of procrastinate: the worker takes them up, functions of the guard add them.

GRANT SELECT, INSERT ON procrastinate_jobs, procrastinate_events TO zicht_guard;
GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs, procrastinate_events,
    procrastinate_periodic_defers, procrastinate_workers
    TO zicht_worker;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO zicht_worker, zicht_guard;

CREATE FUNCTION sec.enqueue(p_task text, p_args jsonb, p_at timestamptz) RETURNS void
LANGUAGE sql {{ guarded: app, worker }} AS $$
    INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at, status)
    VALUES ('default', p_task, p_args, p_at, 'todo')
$$;

-- The jobs about a signal keep the day, not the moment: else they would tell when an anonymous reporter was
-- here.
CREATE FUNCTION sec.keep_day_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM procrastinate_jobs WHERE id = NEW.job_id AND task_name = 'signals.index') THEN
        NEW.at := date_trunc('day', NEW.at AT TIME ZONE 'Europe/Amsterdam') AT TIME ZONE 'Europe/Amsterdam';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_day_only BEFORE INSERT ON procrastinate_events
    FOR EACH ROW EXECUTE FUNCTION sec.keep_day_only();

-- The job that makes a new signal findable is not announced and leaves no events: these two take the place
-- of the library's own triggers. The worker finds it when it next looks. An announcement takes a lock that
-- makes commits wait for each other, so that many reporters at once could no longer share one write to disk;
-- an event would be one more row that tells of the visit.
CREATE OR REPLACE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN (NEW.status = 'todo' AND NEW.task_name <> 'signals.index')
    EXECUTE FUNCTION procrastinate_notify_queue_job_inserted_v1();
CREATE OR REPLACE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN (NEW.status = 'todo' AND NEW.task_name <> 'signals.index')
    EXECUTE FUNCTION procrastinate_trigger_function_status_events_insert_v1();

-- A job that comes back by the clock and has to be tried again gives way to the next one that waits already:
-- that does the same work, and two cannot wait. Without this one such job kept every other of a killed worker
-- from being taken up again.
CREATE FUNCTION sec.give_way() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM procrastinate_jobs
        WHERE queueing_lock = NEW.queueing_lock AND status = 'todo') THEN
        NEW.status := 'aborted';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER give_way BEFORE UPDATE ON procrastinate_jobs FOR EACH ROW
    WHEN (OLD.status <> 'todo' AND NEW.status = 'todo' AND NEW.queueing_lock IS NOT NULL)
    EXECUTE FUNCTION sec.give_way();
