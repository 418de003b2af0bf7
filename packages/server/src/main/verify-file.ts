import { createPublicKey } from 'node:crypto';
import type { Verification } from '@codewright/protocol/client';
import { readTruthpack, verifyTruthpack } from '../ledger/truthpack.ts';
import { readTextFile } from '../shared/text-file.ts';
import { translate } from './rules.ts';
import type { Runtime } from './runtime.ts';

/** A truthpack file against itself and, where its job is in the ledger here, against that. */
export async function verifyFile(file: string, open: () => Promise<Runtime>): Promise<Verification> {
  const text = readTextFile(file, { pipes: true });
  const { predicate } = readTruthpack(text);
  const { ledger, keys } = await open();
  const entries = await ledger.read({ job: predicate.job, limit: 1_000_000 });
  const knownKey = createPublicKey({ key: Buffer.from(keys.publicKey, 'base64'), type: 'spki', format: 'der' });
  // A pack from elsewhere has no ledger here: it is checked by itself, and that is said.
  const result = verifyTruthpack(text, { translate, knownKey, ...(entries.length > 0 ? { entries } : {}) });
  if (entries.length > 0) return result;
  const detail = 'not checked: this job is not in the ledger here';
  return { ok: result.ok, checks: [...result.checks, { name: 'ledger', ok: true, detail }] };
}
