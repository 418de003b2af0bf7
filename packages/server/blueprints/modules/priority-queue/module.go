package queue

import (
	"container/heap"
	"encoding/json"
	"errors"
	"math"
	"sort"
	"sync"
)

// PriorityQueueOptions says what comes out first.
type PriorityQueueOptions struct {
	// LargestFirst has the largest priority come first.
	LargestFirst bool
}

// PushOptions says how urgent an item is.
type PushOptions struct {
	// Priority of the item; of equals the first one in comes out first. 0 if not set.
	Priority float64
}

// PriorityQueue holds items that come out by priority. It can be written as JSON and read from it. Any number of
// goroutines may use it.
type PriorityQueue struct {
	mutex  sync.Mutex
	heap   queueHeap
	pushed int
}

type queueEntry struct {
	Item     any     `json:"item"`
	Priority float64 `json:"priority"`
	// number is counted up as entries come.
	number int
}

type queueHeap struct {
	largestFirst bool
	entries      []queueEntry
}

type queueState struct {
	LargestFirst bool         `json:"largestFirst"`
	Items        []queueEntry `json:"items"`
}

// NewPriorityQueue makes an empty queue.
func NewPriorityQueue(options ...func(*PriorityQueueOptions)) *PriorityQueue {
	var o PriorityQueueOptions
	for _, set := range options {
		set(&o)
	}
	return &PriorityQueue{heap: queueHeap{largestFirst: o.LargestFirst}}
}

// Push puts an item in and gives how many there are.
func (q *PriorityQueue) Push(item any, options ...func(*PushOptions)) (int, error) {
	var o PushOptions
	for _, set := range options {
		set(&o)
	}
	if math.IsNaN(o.Priority) {
		return 0, errors.New("a priority is a number")
	}
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.add(item, o.Priority)
	return len(q.heap.entries), nil
}

// Pop takes out the item that is first; false where there is none.
func (q *PriorityQueue) Pop() (any, bool) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if len(q.heap.entries) == 0 {
		return nil, false
	}
	first, _ := heap.Pop(&q.heap).(queueEntry)
	return first.Item, true
}

// Peek shows the item that is first; false where there is none.
func (q *PriorityQueue) Peek() (any, bool) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if len(q.heap.entries) == 0 {
		return nil, false
	}
	return q.heap.entries[0].Item, true
}

// Size counts the items.
func (q *PriorityQueue) Size() int {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	return len(q.heap.entries)
}

// MarshalJSON writes all items in the order in which they came.
func (q *PriorityQueue) MarshalJSON() ([]byte, error) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	items := append([]queueEntry{}, q.heap.entries...)
	sort.Slice(items, func(at, other int) bool { return items[at].number < items[other].number })
	return json.Marshal(queueState{q.heap.largestFirst, items})
}

// UnmarshalJSON goes on with what was written.
func (q *PriorityQueue) UnmarshalJSON(text []byte) error {
	var state queueState
	if err := json.Unmarshal(text, &state); err != nil {
		return err
	}
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.heap = queueHeap{largestFirst: state.LargestFirst}
	for _, entry := range state.Items {
		q.add(entry.Item, entry.Priority)
	}
	return nil
}

func (q *PriorityQueue) add(item any, priority float64) {
	heap.Push(&q.heap, queueEntry{item, priority, q.pushed})
	q.pushed++
}

// Len is of heap.Interface, as the others here.
func (h *queueHeap) Len() int { return len(h.entries) }

func (h *queueHeap) Less(at, other int) bool {
	a, b := h.entries[at], h.entries[other]
	if a.Priority == b.Priority {
		return a.number < b.number
	}
	return (a.Priority < b.Priority) != h.largestFirst
}

func (h *queueHeap) Swap(at, other int) {
	h.entries[at], h.entries[other] = h.entries[other], h.entries[at]
}

func (h *queueHeap) Push(entry any) {
	if entry, fits := entry.(queueEntry); fits {
		h.entries = append(h.entries, entry)
	}
}

func (h *queueHeap) Pop() any {
	last := len(h.entries) - 1
	entry := h.entries[last]
	h.entries = h.entries[:last]
	return entry
}
