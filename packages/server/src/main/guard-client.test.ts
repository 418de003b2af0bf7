import type { LedgerEntry } from '@codewright/protocol/event';
import { expect, test } from 'vitest';
import { createRedactor } from '../shared/redact.ts';
import { guardClient } from './guard-client.ts';

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

test('all who read along get the same cleaned entry, until another secret becomes known', async () => {
  const [first, later] = ['Sesame-0123456789', 'Rosebud-9876543210'];
  const entry = { summary: `Read ${first} and ${later}` } as LedgerEntry;
  const redactor = createRedactor([{ name: 'FIRST', value: first }]);
  const client = guardClient(
    {
      async *events() {
        yield entry;
      },
    },
    redactor,
  );
  const [one, other] = [await all(client.events()), await all(client.events())];
  expect(one[0]?.summary).not.toContain(first);
  expect(one[0]?.summary).toContain(later);
  expect(other[0]).toBe(one[0]);
  redactor.add({ name: 'LATER', value: later });
  const [now] = await all(client.events());
  expect(now?.summary).not.toContain(first);
  expect(now?.summary).not.toContain(later);
});
