"""Jobs about jobs: what a killed worker had in hand is taken up again."""

from procrastinate.contrib.django import app

from zicht.foundation.jobs.patience import Patience


@app.periodic(cron="* * * * *")
@app.task(name="jobs.take_up_again", queueing_lock="jobs.take_up_again", pass_context=True, retry=Patience())
async def take_up_again(context, timestamp: int) -> int:
    """Put back the jobs of workers that have not been heard of; return how many. They may run a second
    time."""
    manager = context.app.job_manager
    left = list(await manager.get_stalled_jobs())
    for job in left:
        await manager.retry_job(job)
    return len(left)
