type Event = Record<string, unknown>;

/**
 * The same `fetch`, with events of a stream put right before the provider's package reads them: it refuses a whole answer for a
 * count of tokens that is missing or no number. What is filled in is 0, which the gateway counts as not said.
 * `concerned`: a word of the events that `mend` is to see; it returns whether it changed one.
 */
export function mendingFetch(
  fetch: typeof globalThis.fetch | undefined,
  concerned: RegExp,
  mend: (event: Event) => boolean,
): { fetch?: typeof globalThis.fetch } {
  if (!fetch) return {};
  const mended: typeof globalThis.fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok || !response.body) return response;
    const body = response.body.pipeThrough(lines((line) => mendLine(line, concerned, mend)));
    const { ok, status, statusText, headers, url } = response;
    return { ok, status, statusText, headers, url, body } as Response;
  };
  return { fetch: mended };
}

function mendLine(line: string, concerned: RegExp, mend: (event: Event) => boolean): string {
  if (!line.startsWith('data:') || !concerned.test(line)) return line;
  try {
    const event: unknown = JSON.parse(line.slice(5));
    return isEvent(event) && mend(event) ? `data: ${JSON.stringify(event)}` : line;
  } catch {
    // Not whole: the package says so better.
    return line;
  }
}

function lines(change: (line: string) => string): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = '';
  return new TransformStream({
    transform(chunk, controller) {
      const text = rest + decoder.decode(chunk, { stream: true });
      const end = text.lastIndexOf('\n') + 1;
      rest = text.slice(end);
      if (end > 0) controller.enqueue(encoder.encode(text.slice(0, end).split('\n').map(change).join('\n')));
    },
    flush(controller) {
      const text = rest + decoder.decode();
      if (text !== '') controller.enqueue(encoder.encode(change(text)));
    },
  });
}

/** Sets each count that is none to 0, and returns whether there was one. */
export function fillCounts(holder: Event, key: string, counts: readonly string[]): boolean {
  const usage: Event = isEvent(holder[key]) ? holder[key] : {};
  const wrong = counts.filter((count) => !Number.isFinite(usage[count]));
  if (wrong.length === 0) return false;
  holder[key] = { ...usage, ...Object.fromEntries(wrong.map((count) => [count, 0])) };
  return true;
}

/** Takes the counts away where one of them is none. */
export function dropWrong(holder: Event, key: string): boolean {
  // A count that is no number is written as null.
  if (!isEvent(holder[key]) || !JSON.stringify(holder[key]).includes('null')) return false;
  delete holder[key];
  return true;
}

export function isEvent(value: unknown): value is Event {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
