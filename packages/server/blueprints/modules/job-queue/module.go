package jobqueue

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
)

// JobQueueOptions says how long a queue tries.
type JobQueueOptions struct {
	// Attempts is how often a job is handed out before it is dead; 3 if not set.
	Attempts int
	// Now is the clock; that of the system if not set.
	Now func() time.Time
}

// JobQueueAddOptions says how urgent a job is.
type JobQueueAddOptions struct {
	// Priority is 0 if not set; the largest comes first.
	Priority int
}

// LeaseOptions says how long a job is handed out for.
type LeaseOptions struct {
	// Seconds is the time until the job is handed out again; 30 if not set.
	Seconds int
}

// QueuedJob is a job, which is waiting, leased, done or dead, and how often it was handed out.
type QueuedJob struct {
	ID       int    `json:"id"`
	Payload  any    `json:"payload"`
	Priority int    `json:"priority"`
	State    string `json:"state"`
	Attempts int    `json:"attempts"`
}

// JobQueue holds jobs that wait, are leased, or are done with. Any number of goroutines may use it.
type JobQueue struct {
	attempts int
	now      func() time.Time

	mutex sync.Mutex
	jobs  []*leasedJob
}

type leasedJob struct {
	QueuedJob
	// Until is when the lease runs out, if there is one.
	Until *time.Time `json:"until,omitempty"`
}

type jobQueueState struct {
	Jobs []*leasedJob `json:"jobs"`
}

// NewJobQueue makes an empty queue.
func NewJobQueue(options ...func(*JobQueueOptions)) (*JobQueue, error) {
	o := JobQueueOptions{Attempts: 3, Now: time.Now}
	for _, set := range options {
		set(&o)
	}
	if o.Attempts < 1 {
		return nil, errors.New("a job has at least 1 attempt")
	}
	return &JobQueue{attempts: o.Attempts, now: o.Now}, nil
}

// Add adds a job.
func (q *JobQueue) Add(payload any, options ...func(*JobQueueAddOptions)) QueuedJob {
	var o JobQueueAddOptions
	for _, set := range options {
		set(&o)
	}
	q.mutex.Lock()
	defer q.mutex.Unlock()
	job := &leasedJob{QueuedJob: QueuedJob{len(q.jobs) + 1, payload, o.Priority, "waiting", 0}}
	q.jobs = append(q.jobs, job)
	return job.QueuedJob
}

// Lease hands out the most urgent job, of equals the first that came; nil where none waits.
func (q *JobQueue) Lease(options ...func(*LeaseOptions)) (*QueuedJob, error) {
	o := LeaseOptions{Seconds: 30}
	for _, set := range options {
		set(&o)
	}
	if o.Seconds < 1 {
		return nil, errors.New("a lease lasts at least 1 second")
	}
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.endLeases()
	var next *leasedJob
	for _, job := range q.jobs {
		if job.State == "waiting" && (next == nil || job.Priority > next.Priority) {
			next = job
		}
	}
	if next == nil {
		return nil, nil
	}
	until := q.now().Add(time.Duration(o.Seconds) * time.Second)
	next.State, next.Until = "leased", &until
	next.Attempts++
	given := next.QueuedJob
	return &given, nil
}

// Finish says that a leased job is done.
func (q *JobQueue) Finish(id int) (QueuedJob, error) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	job, err := q.leased(id)
	if err != nil {
		return QueuedJob{}, err
	}
	job.State, job.Until = "done", nil
	return job.QueuedJob, nil
}

// Fail gives a leased job back; after all attempts it is dead.
func (q *JobQueue) Fail(id int) (QueuedJob, error) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	job, err := q.leased(id)
	if err != nil {
		return QueuedJob{}, err
	}
	q.giveBack(job)
	return job.QueuedJob, nil
}

// Job shows a job.
func (q *JobQueue) Job(id int) (QueuedJob, error) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.endLeases()
	job, err := q.need(id)
	if err != nil {
		return QueuedJob{}, err
	}
	return job.QueuedJob, nil
}

// Counts counts the jobs that wait, are leased, are done and are dead.
func (q *JobQueue) Counts() map[string]int {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.endLeases()
	counts := map[string]int{"waiting": 0, "leased": 0, "done": 0, "dead": 0}
	for _, job := range q.jobs {
		counts[job.State]++
	}
	return counts
}

// MarshalJSON writes all jobs down.
func (q *JobQueue) MarshalJSON() ([]byte, error) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	return json.Marshal(jobQueueState{q.jobs})
}

// UnmarshalJSON goes on with what was written.
func (q *JobQueue) UnmarshalJSON(text []byte) error {
	var state jobQueueState
	if err := json.Unmarshal(text, &state); err != nil {
		return err
	}
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.jobs = state.Jobs
	return nil
}

func (q *JobQueue) need(id int) (*leasedJob, error) {
	if id < 1 || id > len(q.jobs) {
		return nil, fmt.Errorf("there is no job %d", id)
	}
	return q.jobs[id-1], nil
}

func (q *JobQueue) leased(id int) (*leasedJob, error) {
	q.endLeases()
	job, err := q.need(id)
	if err == nil && job.State != "leased" {
		err = fmt.Errorf("job %d is not leased", id)
	}
	return job, err
}

func (q *JobQueue) endLeases() {
	for _, job := range q.jobs {
		if job.Until != nil && !q.now().Before(*job.Until) {
			q.giveBack(job)
		}
	}
}

func (q *JobQueue) giveBack(job *leasedJob) {
	job.State, job.Until = "waiting", nil
	if job.Attempts >= q.attempts {
		job.State = "dead"
	}
}
