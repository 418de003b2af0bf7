export interface TopicsOptions {
  /** Last messages of each topic that new subscribers get. */
  keep?: number;
}

export type TopicListener = (message: unknown, topic: string) => void;

/**
 * Subscribers by topic. Topics have parts with slashes between, as in `news/sport`. In what one subscribes to, `+`
 * stands for one part and `#` at the end for all that follow.
 */
export class Topics {
  readonly #keep: number;
  readonly #subscribers = new Set<{ pattern: string; listener: TopicListener }>();
  readonly #kept = new Map<string, unknown[]>();

  constructor(options: TopicsOptions = {}) {
    this.#keep = options.keep ?? 0;
  }

  /** Hears the messages of a topic, those that were kept at once. The function that comes back ends it. */
  subscribe(pattern: string, listener: TopicListener): () => void {
    if (!/^[^#]*(^|\/)?#?$/.test(pattern) || pattern === '') {
      throw new RangeError(`"${pattern}" is no topic to subscribe to.`);
    }
    const subscriber = { pattern, listener };
    this.#subscribers.add(subscriber);
    for (const [topic, messages] of this.#kept) {
      if (matchesTopic(pattern, topic)) for (const message of messages) listener(message, topic);
    }
    return () => void this.#subscribers.delete(subscriber);
  }

  /** Sends a message to the subscribers of a topic, and says how many there were. */
  publish(topic: string, message: unknown): number {
    if (topic === '' || /[+#]/.test(topic)) throw new RangeError(`"${topic}" is no topic.`);
    const messages = [...(this.#kept.get(topic) ?? []), message];
    this.#kept.set(topic, this.#keep === 0 ? [] : messages.slice(-this.#keep));
    const got = [...this.#subscribers].filter(({ pattern }) => matchesTopic(pattern, topic));
    for (const { listener } of got) listener(message, topic);
    return got.length;
  }

  /** The topics that had messages, by the alphabet. */
  topics(): string[] {
    return [...this.#kept.keys()].sort();
  }
}

function matchesTopic(pattern: string, topic: string): boolean {
  const [wanted, parts] = [pattern.split('/'), topic.split('/')];
  const open = wanted.at(-1) === '#';
  const fixed = open ? wanted.slice(0, -1) : wanted;
  if (open ? parts.length < fixed.length : parts.length !== fixed.length) return false;
  return fixed.every((part, at) => part === '+' || part === parts[at]);
}
