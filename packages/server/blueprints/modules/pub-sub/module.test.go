package topics

import (
	"fmt"
	"reflect"
	"testing"
)

func TestSubscribers(t *testing.T) {
	heard := []string{}
	topics := NewTopics(func(o *TopicsOptions) { o.Keep = 1 })
	hear := func(name string) TopicListener {
		return func(message any, topic string) { heard = append(heard, fmt.Sprint(name, " ", topic, " ", message)) }
	}
	stop, err := topics.Subscribe("news/+", hear("one"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := topics.Subscribe("news/#", hear("all")); err != nil {
		t.Fatal(err)
	}
	for _, topic := range []string{"news/sport", "news/sport/football"} {
		if _, err := topics.Publish(topic, "goal"); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	if count, err := topics.Publish("news/sport", "end"); count != 1 || err != nil {
		t.Errorf("%d subscribers after one has gone: %v", count, err)
	}
	if _, err := topics.Subscribe("news/sport", hear("late")); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"one news/sport goal", "all news/sport goal", "all news/sport/football goal", "all news/sport end",
		"late news/sport end",
	}
	if !reflect.DeepEqual(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
	for _, pattern := range []string{"", "a#", "#/b"} {
		if _, err := topics.Subscribe(pattern, hear("none")); err == nil {
			t.Errorf("%q can be subscribed to", pattern)
		}
	}
}
