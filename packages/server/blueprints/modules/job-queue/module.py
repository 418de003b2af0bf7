"""Keeps jobs by priority, leases them to workers, and hands out again what was not finished."""

import time
from collections.abc import Callable, Mapping
from typing import Any, TypedDict


class QueuedJob(TypedDict):
    """A job, which is waiting, leased, done or dead, and how often it was handed out."""

    id: int
    payload: Any
    priority: int
    state: str
    attempts: int


class JobQueue:
    """Jobs that wait, are leased, or are done with.

    ``attempts`` is how often a job is handed out before it is dead, ``now`` a clock that gives
    milliseconds, and ``state`` what ``to_dict`` of another queue gave.
    """

    def __init__(
        self,
        *,
        attempts: int = 3,
        now: Callable[[], float] = lambda: time.time() * 1000,
        state: Mapping[str, Any] | None = None,
    ) -> None:
        if attempts < 1:
            raise ValueError("A job has at least 1 attempt.")
        self._attempts = attempts
        self._now = now
        self._jobs: dict[int, QueuedJob] = {}
        # When the lease of a job runs out, on the clock.
        self._until: dict[int, float] = {}
        for kept in (state or {}).get("jobs", []):
            self._jobs[kept["id"]] = {
                "id": kept["id"],
                "payload": kept["payload"],
                "priority": kept["priority"],
                "state": kept["state"],
                "attempts": kept["attempts"],
            }
            if "until" in kept:
                self._until[kept["id"]] = kept["until"]

    def add(self, payload: Any, *, priority: int = 0) -> QueuedJob:
        """Add a job."""
        job: QueuedJob = {
            "id": len(self._jobs) + 1,
            "payload": payload,
            "priority": priority,
            "state": "waiting",
            "attempts": 0,
        }
        self._jobs[job["id"]] = job
        return job.copy()

    def lease(self, *, seconds: int = 30) -> QueuedJob | None:
        """Hand out the most urgent job, of equals the first that came; None where none waits."""
        if seconds < 1:
            raise ValueError("A lease lasts at least 1 second.")
        self._end_leases()
        waiting = [job for job in self._jobs.values() if job["state"] == "waiting"]
        if not waiting:
            return None
        job = min(waiting, key=lambda one: (-one["priority"], one["id"]))
        job["state"] = "leased"
        job["attempts"] += 1
        self._until[job["id"]] = self._now() + seconds * 1000
        return job.copy()

    def finish(self, id: int) -> QueuedJob:
        """Say that a leased job is done."""
        job = self._leased(id)
        del self._until[id]
        job["state"] = "done"
        return job.copy()

    def fail(self, id: int) -> QueuedJob:
        """Give a leased job back; after all attempts it is dead."""
        job = self._leased(id)
        self._give_back(job)
        return job.copy()

    def job(self, id: int) -> QueuedJob:
        """Show a job."""
        self._end_leases()
        return self._need(id).copy()

    def counts(self) -> dict[str, int]:
        """Count the jobs that wait, are leased, are done and are dead."""
        self._end_leases()
        counts = {"waiting": 0, "leased": 0, "done": 0, "dead": 0}
        for job in self._jobs.values():
            counts[job["state"]] += 1
        return counts

    def to_dict(self) -> dict[str, Any]:
        """Give the state for a later queue."""
        return {"jobs": [self._written(job) for job in self._jobs.values()]}

    def _written(self, job: QueuedJob) -> dict[str, Any]:
        until = self._until.get(job["id"])
        return {**job, **({} if until is None else {"until": until})}

    def _need(self, id: int) -> QueuedJob:
        if id not in self._jobs:
            raise ValueError(f"There is no job {id}.")
        return self._jobs[id]

    def _leased(self, id: int) -> QueuedJob:
        self._end_leases()
        job = self._need(id)
        if job["state"] != "leased":
            raise ValueError(f"Job {id} is not leased.")
        return job

    def _end_leases(self) -> None:
        for id, until in list(self._until.items()):
            if until <= self._now():
                self._give_back(self._jobs[id])

    def _give_back(self, job: QueuedJob) -> None:
        del self._until[job["id"]]
        job["state"] = "waiting" if job["attempts"] < self._attempts else "dead"
