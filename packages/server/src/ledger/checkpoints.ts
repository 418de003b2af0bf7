import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { SignedCheckpoint } from '@codewright/protocol/client';
import type { JsonValue } from '@codewright/protocol/json';
import { canonicalJson, sha256 } from '../shared/hash.ts';
import type { Reads } from '../storage/contract.ts';
import type { VerifyProblem, VerifyReport } from './contract.ts';
import { hashOf } from './entries.ts';
import type { SigningKeys } from './keys.ts';

type Content = Pick<SignedCheckpoint, 'time' | 'position' | 'heads'>;

export function signCheckpoint(content: Content, keys: SigningKeys): SignedCheckpoint {
  const { time, position, heads } = content;
  const hash = hashOfContent({ time, position, heads });
  const signature = sign(null, Buffer.from(hash, 'hex'), createPrivateKey(keys.privateKey)).toString('base64');
  return { time, position, heads, hash, signature, publicKey: keys.publicKey };
}

/**
 * Checks hash and signature of a checkpoint with nothing but the checkpoint and the public key (SPKI, base64) that its
 * reader trusts. Returns what is wrong in a sentence, or null. Without a trusted key it only says that the checkpoint is
 * unharmed, not who made it.
 */
export function checkSignature(checkpoint: SignedCheckpoint, trustedKey?: string): string | null {
  if (trustedKey !== undefined && checkpoint.publicKey !== trustedKey) {
    return 'The checkpoint was signed with another key than the one trusted here.';
  }
  const hash = hashOfContent(checkpoint);
  if (hash !== checkpoint.hash) return `The checkpoint carries hash ${checkpoint.hash}; its content gives ${hash}.`;
  try {
    const key = createPublicKey({ key: Buffer.from(checkpoint.publicKey, 'base64'), format: 'der', type: 'spki' });
    const valid = verify(null, Buffer.from(hash, 'hex'), key, Buffer.from(checkpoint.signature, 'base64'));
    return valid ? null : 'The signature does not belong to the checkpoint.';
  } catch (error) {
    return `The public key of the checkpoint cannot be read (${error instanceof Error ? error.message : String(error)}).`;
  }
}

/** Compares the heads that were signed with the entries that are there now. */
export async function verifyHeads(
  reads: Reads,
  checkpoint: SignedCheckpoint,
  trustedKey: string,
): Promise<VerifyReport> {
  const problems: VerifyProblem[] = [];
  const invalid = checkSignature(checkpoint, trustedKey);
  if (invalid) problems.push({ job: '', seq: null, kind: 'signature-invalid', message: invalid });
  const current = new Map((await reads.heads()).map((head) => [head.job, head]));
  for (const { job, seq, hash } of checkpoint.heads) {
    const head = current.get(job);
    if (!head) {
      problems.push({
        job,
        seq,
        kind: 'missing-job',
        message: `Job ${job} was signed with ${seq} entries and is gone.`,
      });
    } else if (head.seq < seq) {
      const message = `Job ${job} was signed with ${seq} entries and has ${head.seq}.`;
      problems.push({ job, seq: head.seq, kind: 'shortened', message });
    } else {
      const [row] = await reads.entries({ job, afterSeq: seq - 1, limit: 1 });
      const found = row?.seq === seq ? hashOf(row) : 'none';
      if (found === hash && row?.hash === hash) continue;
      const message = `Entry ${seq} of job ${job} was signed with hash ${hash}; it has ${found}.`;
      problems.push({ job, seq, kind: 'hash-mismatch', message });
    }
  }
  const entries = checkpoint.heads.reduce((sum, { seq }) => sum + seq, 0);
  return { ok: problems.length === 0, jobs: checkpoint.heads.length, entries, problems };
}

function hashOfContent({ time, position, heads }: Content): string {
  const plain = heads.map(({ job, seq, hash }) => ({ job, seq, hash }));
  return sha256(canonicalJson({ time, position, heads: plain } as unknown as JsonValue));
}
