"""Jobs: idempotent sweeps over rows, timed by one worker process. What was swept is remembered, so that it shows when it stops."""
