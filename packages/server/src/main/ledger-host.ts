import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Verification } from '@codewright/protocol/client';
import type { LedgerHost } from '../cli/contract.ts';
import type { VerifyReport } from '../ledger/contract.ts';
import { readTruthpack, verifyTruthpack } from '../ledger/truthpack.ts';
import { CodewrightError } from '../shared/errors.ts';
import { translate } from './rules.ts';
import type { Runtime } from './runtime.ts';

/** What the command line asks of the ledger itself. */
export function createLedgerHost(open: () => Promise<Runtime>): LedgerHost {
  return {
    verify: async (job) => {
      const { ledger, queue } = await open();
      return worded('chains', await ledger.verify(job === undefined ? undefined : (await queue.get(job)).id));
    },
    rebuild: async () => (await open()).ledger.rebuild(),
    search: async (text, limit) => (await open()).ledger.search(text, limit),
    checkpoint: async () => JSON.stringify(await (await open()).ledger.checkpoint(), null, 2),
    async verifyCheckpoint(text) {
      const { ledger } = await open();
      let parsed: Parameters<typeof ledger.verifyCheckpoint>[0];
      try {
        parsed = JSON.parse(text) as typeof parsed;
      } catch (cause) {
        throw new CodewrightError('INVALID_INPUT', 'This is not a checkpoint: it is not JSON.', { cause });
      }
      return worded('heads', await ledger.verifyCheckpoint(parsed));
    },
  };
}

/** A truthpack file against itself and, where its job is in the ledger here, against that. */
export async function verifyFile(file: string, open: () => Promise<Runtime>): Promise<Verification> {
  if (!existsSync(file)) throw new CodewrightError('NOT_FOUND', `There is no file ${file}.`);
  const text = readFileSync(file, 'utf8');
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

function worded(name: string, report: VerifyReport): Verification {
  if (report.ok)
    return { ok: true, checks: [{ name, ok: true, detail: `${report.jobs} chains, ${report.entries} entries hold` }] };
  return {
    ok: false,
    checks: report.problems.map((problem) => ({ name: problem.kind, ok: false, detail: problem.message })),
  };
}
