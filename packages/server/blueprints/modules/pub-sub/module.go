package topics

import (
	"fmt"
	"sort"
	"strings"
	"sync"
)

// TopicsOptions says what new subscribers get.
type TopicsOptions struct {
	// Keep is how many of the last messages of each topic new subscribers get; 0 if not set.
	Keep int
}

// TopicListener is called with a message and the topic that it was sent to.
type TopicListener func(message any, topic string)

type topicSubscriber struct {
	pattern  string
	listener TopicListener
}

// Topics carries messages to subscribers. Topics have parts with slashes between, as in news/sport. In what one
// subscribes to, + stands for one part and # at the end for all that follow. Any number of goroutines may use it; a
// listener may subscribe, publish and unsubscribe.
type Topics struct {
	mutex       sync.Mutex
	keep        int
	subscribers []*topicSubscriber
	kept        map[string][]any
}

// NewTopics makes topics without subscribers.
func NewTopics(options ...func(*TopicsOptions)) *Topics {
	var o TopicsOptions
	for _, set := range options {
		set(&o)
	}
	return &Topics{keep: o.Keep, kept: map[string][]any{}}
}

// Subscribe hears the messages of a topic, those that were kept at once. The function that comes back ends it.
func (t *Topics) Subscribe(pattern string, listener TopicListener) (func(), error) {
	if at := strings.Index(pattern, "#"); pattern == "" || at >= 0 && (at < len(pattern)-1 || at > 0 && pattern[at-1] != '/') {
		return nil, fmt.Errorf("%q is no topic to subscribe to", pattern)
	}
	subscriber := &topicSubscriber{pattern: pattern, listener: listener}
	t.mutex.Lock()
	t.subscribers = append(t.subscribers, subscriber)
	earlier := map[string][]any{}
	for topic, messages := range t.kept {
		if matchesTopic(pattern, topic) {
			earlier[topic] = append([]any{}, messages...)
		}
	}
	t.mutex.Unlock()
	for _, topic := range sortedTopics(earlier) {
		for _, message := range earlier[topic] {
			listener(message, topic)
		}
	}
	return func() { t.end(subscriber) }, nil
}

// Publish sends a message to the subscribers of a topic, and says how many there were.
func (t *Topics) Publish(topic string, message any) (int, error) {
	if topic == "" || strings.ContainsAny(topic, "+#") {
		return 0, fmt.Errorf("%q is no topic", topic)
	}
	t.mutex.Lock()
	messages := append(t.kept[topic], message)
	if len(messages) > t.keep {
		messages = append([]any{}, messages[len(messages)-t.keep:]...)
	}
	t.kept[topic] = messages
	got := []TopicListener{}
	for _, subscriber := range t.subscribers {
		if matchesTopic(subscriber.pattern, topic) {
			got = append(got, subscriber.listener)
		}
	}
	t.mutex.Unlock()
	// Not under the lock: a listener may use the topics.
	for _, listener := range got {
		listener(message, topic)
	}
	return len(got), nil
}

// Topics lists the topics that had messages, by the alphabet.
func (t *Topics) Topics() []string {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return sortedTopics(t.kept)
}

func (t *Topics) end(subscriber *topicSubscriber) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	left := []*topicSubscriber{}
	for _, one := range t.subscribers {
		if one != subscriber {
			left = append(left, one)
		}
	}
	t.subscribers = left
}

func sortedTopics(kept map[string][]any) []string {
	names := make([]string, 0, len(kept))
	for name := range kept {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func matchesTopic(pattern, topic string) bool {
	wanted, parts := strings.Split(pattern, "/"), strings.Split(topic, "/")
	if last := len(wanted) - 1; wanted[last] == "#" {
		if len(parts) < last {
			return false
		}
		wanted, parts = wanted[:last], parts[:last]
	}
	if len(wanted) != len(parts) {
		return false
	}
	for at, part := range wanted {
		if part != "+" && part != parts[at] {
			return false
		}
	}
	return true
}
