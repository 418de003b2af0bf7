import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Topics } from '../src/pub-sub.ts';

/** What a subscriber of a pattern hears. */
function heardBy(topics: Topics, pattern: string): string[] {
  const heard: string[] = [];
  topics.subscribe(pattern, (message, topic) => heard.push(`${topic}: ${message}`));
  return heard;
}

describe('Topics', () => {
  it('tells those who subscribed, and nobody else', () => {
    const topics = new Topics();
    const [sport, all, parts] = ['news/sport', 'news/#', 'news/+'].map((one) =>
      heardBy(topics, one),
    );
    assert.equal(topics.publish('news/sport', 'goal'), 3);
    assert.equal(topics.publish('news/sport/late', 'again'), 1);
    assert.equal(topics.publish('weather', 'rain'), 0);
    assert.deepEqual(sport, ['news/sport: goal']);
    assert.deepEqual(all, ['news/sport: goal', 'news/sport/late: again']);
    assert.deepEqual(parts, ['news/sport: goal']);
  });

  it('ends a subscription', () => {
    const topics = new Topics();
    const end = topics.subscribe('a', () => assert.fail('was told'));
    end();
    assert.equal(topics.publish('a', 1), 0);
  });

  it('gives new subscribers what was kept', () => {
    const topics = new Topics({ keep: 2 });
    for (const number of [1, 2, 3]) topics.publish('a', number);
    assert.deepEqual(heardBy(topics, 'a'), ['a: 2', 'a: 3']);
  });
});
