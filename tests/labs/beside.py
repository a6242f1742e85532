"""Work that a lab does beside the page, as it goes in a notebook, where a loop is running."""

import asyncio

from course_utils.labs.core.clock import CLOCK


def ended_at_once(make, begin, end):
    """make() a lab, `begin` its work and `end` it; AssertionError if anything goes on after that.

    Returns what the lab said while it was at work.
    """

    async def notebook():
        CLOCK.settle()
        lab = make()
        getattr(lab, begin)()
        await asyncio.sleep(0.05)
        said = repr(lab)
        workers = [worker.process for worker in lab.under_way._workers]
        assert workers
        getattr(lab, end)()
        assert lab not in CLOCK
        assert not any(process.is_alive() for process in workers)
        assert not lab.model().pending
        return said

    return asyncio.run(notebook())
