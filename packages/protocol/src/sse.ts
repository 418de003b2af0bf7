/** One Server-Sent Event; `data` lines are joined. */
export interface ServerSentEvent {
  event: string;
  data: string;
  id: string | null;
}

/** Nothing came for too long: the link may be dead without anybody saying so. */
export class StreamSilent extends Error {}

/**
 * The events of a response body, to its end. @throws StreamSilent when nothing at all came for `silenceMs`.
 * Leaving the loop cancels the body.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  silenceMs: number,
): AsyncGenerator<ServerSentEvent, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let ended = false;
  try {
    while (!ended) {
      const { done, value } = await inTime(reader.read(), silenceMs);
      ended = done;
      rest += decoder.decode(value, { stream: !done });
      // A carriage return at the very end may be the first half of a line end.
      const blocks = rest.split(/\r\n\r\n|\n\n|\r\r(?!$)/);
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parse(block);
        if (event) yield event;
      }
    }
  } finally {
    // The body may be broken already, which is why this loop was left.
    reader.cancel().catch(() => 'nothing is left to cancel');
  }
}

function parse(block: string): ServerSentEvent | null {
  let event = 'message';
  let id: string | null = null;
  const data: string[] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'event') event = value;
    else if (field === 'id') id = value;
    else if (field === 'data') data.push(value);
  }
  return data.length === 0 ? null : { event, id, data: data.join('\n') };
}

async function inTime<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StreamSilent(`Nothing came for ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
