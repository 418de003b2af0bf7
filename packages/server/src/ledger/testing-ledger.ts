import { generateKeyPairSync } from 'node:crypto';
import type { EntryDraft } from '@codewright/protocol/event';
import type { Clock } from '../shared/clock.ts';
import type { Storage } from '../storage/contract.ts';
import type { TransactionalLedger } from './contract.ts';
import { type SigningKeys, signingKeys } from './keys.ts';
import { createLedger } from './ledger.ts';

export function newKeys(): SigningKeys {
  const { privateKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return signingKeys(privateKey);
}

const keys = newKeys();

/** A clock that stands still until it is moved. */
export function stoppedClock(start = '2026-01-01T00:00:00.000Z'): Clock & { move(ms: number): void } {
  let now = new Date(start).getTime();
  return {
    now: () => new Date(now),
    monotonic: () => now,
    sleep: () => Promise.resolve(),
    move: (ms) => {
      now += ms;
    },
  };
}

/** A ledger with the key that all test ledgers of this process share. */
export function testLedger(storage: Storage, clock: Clock = stoppedClock()): TransactionalLedger {
  return createLedger(storage, { keys, clock });
}

export function draft(job: string, more: Partial<EntryDraft> = {}): EntryDraft {
  return { job, kind: 'event', actor: { type: 'agent', id: 'coder' }, summary: 'Did something', ...more };
}

/** What the queue writes for a new job and for its claim. */
export function created(job: string): EntryDraft {
  const caps = { steps: 10, tokens: 1000, seconds: 60, cents: 100 };
  const request = {
    goal: 'Build it',
    constraints: {},
    preferences: {},
    caps: {},
    autoApprove: false,
    createdBy: 'ada',
  };
  const data = { request, mode: 'build', caps, intent: 'JOB: x\nEND', intentHash: 'h', trace: 't' };
  return draft(job, { kind: 'job_created', data });
}

export function claimed(job: string, epoch = 1): EntryDraft {
  const data = { from: 'queued', to: 'running', worker: 'w', epoch, attempt: epoch };
  return draft(job, { kind: 'job_claimed', data });
}

/** A ledger that says how many entries were read from it. */
export function countedReads(
  ledger: Pick<TransactionalLedger, 'read'>,
): Pick<TransactionalLedger, 'read'> & { seen: () => number } {
  let seen = 0;
  return {
    async read(query) {
      const entries = await ledger.read(query);
      seen += entries.length;
      return entries;
    },
    seen: () => seen,
  };
}
