import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeId, makeUlids, makeUuids } from '../src/identifiers.ts';

describe('identifiers', () => {
  it('are UUIDs of the version that was asked for, each another', () => {
    for (const version of [4, 7]) {
      const made = makeUuids({ version, count: 50 });
      assert.equal(new Set(made).size, 50);
      assert.ok(made.every((id) => describeId(id)?.version === version));
    }
  });

  it('are ULIDs that tell the time', () => {
    const made = makeUlids({ count: 50 });
    assert.equal(new Set(made).size, 50);
    for (const id of made) {
      const { kind, time = '' } = describeId(id) ?? {};
      assert.equal(kind, 'ULID');
      assert.ok(Math.abs(Date.parse(time) - Date.now()) < 60_000);
    }
  });
});
