package collections

import "testing"

func TestStackAndQueue(t *testing.T) {
	var stack Stack
	var queue Queue
	for _, item := range []int{1, 2, 3} {
		stack.Push(item)
		queue.Enqueue(item)
	}
	if item, found := stack.Pop(); item != 3 || !found || stack.Size() != 2 {
		t.Errorf("the stack gave %v", item)
	}
	if item, found := queue.Dequeue(); item != 1 || !found || queue.Size() != 2 {
		t.Errorf("the queue gave %v", item)
	}
	if item, found := queue.Peek(); item != 2 || !found {
		t.Errorf("the queue showed %v", item)
	}
}
