import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../shared/hash.ts';
import { merkleRoot } from './merkle.ts';
import {
  type Envelope,
  readTruthpack,
  signTruthpack,
  type Translate,
  type TruthpackFacts,
  verifyTruthpack,
} from './truthpack.ts';

const pem = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const translate: Translate = (raw) => ({
  normalised: raw.trim().toLowerCase(),
  logline: `JOB: x\n  GOAL: "${raw.trim()}"\nEND\n`,
  grammar: 'test-1',
  rule: 'build',
  captures: { target: raw.trim() },
});
const entries = Array.from({ length: 5 }, (_, index) => ({ hash: sha256(`entry ${index}`), seq: index + 1 }));
const facts: TruthpackFacts = {
  id: 'p1',
  job: 'j1',
  goal: ' Build a thing ',
  mode: 'build',
  commit: 'a'.repeat(40),
  tree: 'b'.repeat(40),
  gates: [{ gate: 'tests', verdict: 'not-checked', reason: 'none', evidence: [], problems: [] }],
  sandbox: 'bubblewrap',
  entries,
  createdAt: '2026-01-01T00:00:00.000Z',
};
const failing = (text: string, options: Partial<Parameters<typeof verifyTruthpack>[1]> = {}) =>
  verifyTruthpack(text, { translate, entries, ...options })
    .checks.filter((check) => !check.ok)
    .map((check) => check.detail.split(':')[0]);

/** The pack with its statement changed by hand, signed again or not. */
function altered(pack: Envelope, change: (statement: { predicate: Record<string, never> }) => void): string {
  const statement = JSON.parse(Buffer.from(pack.payload, 'base64').toString());
  change(statement);
  return JSON.stringify({ ...pack, payload: Buffer.from(JSON.stringify(statement)).toString('base64') });
}

describe('a truthpack', () => {
  const key = pem();
  const pack = signTruthpack(facts, translate, key);

  it('that nobody touched holds, by itself and against the ledger', () => {
    expect(failing(JSON.stringify(pack))).toEqual([]);
    expect(verifyTruthpack(JSON.stringify(pack), { translate }).ok).toBe(true);
    expect(verifyTruthpack(JSON.stringify(pack), { translate, knownKey: createPublicKey(key) }).ok).toBe(true);
  });

  it('names the commit and tree that the gates judged', () => {
    expect(readTruthpack(JSON.stringify(pack)).subject).toEqual([
      { name: 'job/j1', digest: { gitCommit: 'a'.repeat(40), gitTree: 'b'.repeat(40) } },
    ]);
  });

  it('fails by its signature when any character of the statement changes', () => {
    expect(failing(altered(pack, (statement) => Object.assign(statement.predicate, { createdAt: '2027' })))).toContain(
      'signature_invalid',
    );
  });

  it('fails by its signature under another key', () => {
    const other = signTruthpack(facts, translate, pem());
    expect(failing(JSON.stringify({ ...pack, publicKey: other.publicKey }))).toContain('signature_invalid');
    expect(failing(JSON.stringify(other), { knownKey: createPublicKey(key) })).toEqual([
      'another key than this installation’s',
    ]);
  });

  it('fails where the words normalise or translate to something else by now', () => {
    const changed: Translate = (raw, mode) => ({ ...translate(raw, mode), logline: 'JOB: other\nEND\n' });
    expect(failing(JSON.stringify(pack), { translate: changed })).toContain('plan_hash_mismatch');
    const renormalised: Translate = (raw, mode) => ({ ...translate(raw, mode), normalised: raw });
    expect(failing(JSON.stringify(pack), { translate: renormalised })).toContain('norm_hash_mismatch');
  });

  it('fails where the ledger lost, changed or reordered an entry', () => {
    const [first, second, ...rest] = entries;
    if (!first || !second) throw new Error('five entries');
    for (const tampered of [
      [second, ...rest],
      [first, { ...second, hash: sha256('x') }, ...rest],
      [second, first, ...rest],
    ]) {
      expect(failing(JSON.stringify(pack), { entries: tampered })).toContain('merkle_root_mismatch');
    }
  });

  it('may be older than the end of its ledger', () => {
    expect(failing(JSON.stringify(pack), { entries: [...entries, { hash: sha256('later'), seq: 6 }] })).toEqual([]);
  });

  it('fails where leaves and root do not fit', () => {
    const text = altered(pack, (statement) =>
      Object.assign(statement.predicate['merkle'] ?? {}, { root: sha256('x') }),
    );
    expect(failing(text)).toContain('merkle_root_mismatch');
  });

  it('fails where a gate passed without evidence', () => {
    const loose = signTruthpack(
      { ...facts, gates: [{ gate: 'tests', verdict: 'passed', reason: '', evidence: [], problems: [] }] },
      translate,
      key,
    );
    expect(failing(JSON.stringify(loose))).toEqual(['passed without evidence']);
  });

  it.each(['', '{}', 'null', '[1]', '{"payloadType":"x"}', '\u0000'])('%j is refused as no truthpack', (text) => {
    expect(() => readTruthpack(text)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});

it('the Merkle root depends on every leaf and on their order, and tells a leaf from a node', () => {
  const leaves = entries.map((entry) => entry.hash);
  const roots = new Set([
    merkleRoot(leaves),
    merkleRoot(leaves.toReversed()),
    merkleRoot(leaves.slice(1)),
    merkleRoot([...leaves, leaves[4] ?? '']),
    merkleRoot([merkleRoot(leaves.slice(0, 4)), leaves[4] ?? '']),
  ]);
  expect(roots.size).toBe(5);
});
