import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Verification } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import { gateResult } from '@codewright/protocol/evidence';
import { jsonObject, type JsonValue } from '@codewright/protocol/json';
import { modes } from '@codewright/protocol/job';
import { z } from 'zod';
import { CodewrightError } from '../shared/errors.ts';
import { canonicalJson, sha256 } from '../shared/hash.ts';
import { merkleRoot } from './merkle.ts';

/**
 * The truthpack: an in-toto Statement v1 in a DSSE envelope, signed with Ed25519. It says which words were asked for, how
 * they were translated, which commit came of it, which gates judged that commit on what evidence, and pins every
 * ledger entry of the job by a Merkle tree. https://github.com/in-toto/attestation, https://github.com/secure-systems-lab/dsse
 */
export const predicateType = 'https://codewright.dev/truthpack/v1';
const payloadType = 'application/vnd.in-toto+json';

const predicate = z.object({
  id: z.string(),
  version: z.literal(1),
  job: z.string(),
  mode: z.enum(modes),
  input: z.object({ raw: z.string(), normalised: z.string(), hash: z.string() }),
  output: z.object({ logline: z.string(), planHash: z.string() }),
  translation: z.object({
    grammar: z.string(),
    rule: z.string().nullable(),
    captures: z.record(z.string(), z.string()),
    hash: z.string(),
  }),
  merkle: z.object({ root: z.string(), leaves: z.array(z.string().regex(/^[0-9a-f]{64}$/)) }),
  gates: z.array(gateResult),
  sandbox: z.string(),
  createdAt: z.string(),
});
export type TruthpackPredicate = z.infer<typeof predicate>;

const statement = z.object({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(z.object({ name: z.string(), digest: z.record(z.string(), z.string()) })),
  predicateType: z.literal(predicateType),
  predicate,
});

export const envelope = z.object({
  payloadType: z.literal(payloadType),
  /** Base64 of the statement's canonical JSON. */
  payload: z.string(),
  signatures: z.array(z.object({ keyid: z.string(), sig: z.string() })).min(1),
  /** SPKI, base64: lets the pack be checked by itself. Trust comes from comparing `keyid` with a key you know. */
  publicKey: z.string(),
});
export type Envelope = z.infer<typeof envelope>;

/** What intake makes of words: done again at verification, so that a changed translation shows. */
export type Translate = (
  raw: string,
  mode: TruthpackPredicate['mode'],
) => { normalised: string; logline: string; grammar: string; rule: string | null; captures: Record<string, string> };

export interface TruthpackFacts {
  id: string;
  job: string;
  goal: string;
  mode: TruthpackPredicate['mode'];
  /** Git ids of the proven result; null where nothing was changed (a review). */
  commit: string | null;
  tree: string | null;
  gates: TruthpackPredicate['gates'];
  sandbox: string;
  /** Entries of the job so far, in order. */
  entries: Pick<LedgerEntry, 'hash'>[];
  createdAt: string;
}

/** DSSE pre-authentication encoding: what is really signed. */
function authenticated(payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `), payload]);
}

export function keyIdOf(publicKey: KeyObject): string {
  return sha256(publicKey.export({ type: 'spki', format: 'der' }));
}

/** Builds and signs the pack of a job. `privateKey` is an Ed25519 key in PEM. */
export function signTruthpack(facts: TruthpackFacts, translate: Translate, privateKey: string): Envelope {
  const translated = translate(facts.goal, facts.mode);
  const leaves = facts.entries.map((entry) => entry.hash);
  const body: z.infer<typeof statement> = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: facts.commit
      ? [
          {
            name: `job/${facts.job}`,
            digest: { gitCommit: facts.commit, ...(facts.tree ? { gitTree: facts.tree } : {}) },
          },
        ]
      : [{ name: `job/${facts.job}`, digest: { sha256: leaves.at(-1) ?? sha256('') } }],
    predicateType,
    predicate: {
      id: facts.id,
      version: 1,
      job: facts.job,
      mode: facts.mode,
      input: { raw: facts.goal, normalised: translated.normalised, hash: sha256(translated.normalised) },
      output: { logline: translated.logline, planHash: sha256(translated.logline) },
      translation: {
        grammar: translated.grammar,
        rule: translated.rule,
        captures: translated.captures,
        hash: translationHash(translated),
      },
      merkle: { root: merkleRoot(leaves), leaves },
      gates: facts.gates,
      sandbox: facts.sandbox,
      createdAt: facts.createdAt,
    },
  };
  const payload = Buffer.from(canonicalJson(jsonObject.parse(body)));
  const key = createPrivateKey(privateKey);
  const publicKey = createPublicKey(key);
  return {
    payloadType,
    payload: payload.toString('base64'),
    signatures: [{ keyid: keyIdOf(publicKey), sig: sign(null, authenticated(payload), key).toString('base64') }],
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  };
}

function translationHash(translated: ReturnType<Translate>): string {
  const { grammar, rule, captures, logline } = translated;
  return sha256(canonicalJson({ grammar, rule, captures, logline } satisfies JsonValue));
}

/** Reads a pack without trusting it. @throws CodewrightError INVALID_INPUT when it is none. */
export function readTruthpack(text: string): {
  envelope: Envelope;
  predicate: TruthpackPredicate;
  subject: z.infer<typeof statement>['subject'];
} {
  try {
    const outer = envelope.parse(JSON.parse(text));
    const inner = statement.parse(JSON.parse(Buffer.from(outer.payload, 'base64').toString('utf8')));
    return { envelope: outer, predicate: inner.predicate, subject: inner.subject };
  } catch (cause) {
    throw new CodewrightError(
      'INVALID_INPUT',
      'This is not a truthpack: it is no DSSE envelope around a truthpack statement.',
      {
        hint: 'Write one with: codewright verify JOB --export FILE',
        cause,
      },
    );
  }
}

/**
 * Checks everything that a pack says of itself, and against the ledger where its entries are at hand. Each failed check is
 * named as in FACTS: signature_invalid, norm_hash_mismatch, plan_hash_mismatch, merkle_root_mismatch.
 */
export function verifyTruthpack(
  text: string,
  options: { translate: Translate; entries?: Pick<LedgerEntry, 'hash' | 'seq'>[]; knownKey?: KeyObject },
): Verification {
  const { envelope: outer, predicate: said } = readTruthpack(text);
  const checks: Verification['checks'] = [];
  const check = (name: string, ok: boolean, detail: string) => checks.push({ name, ok, detail });

  const publicKey = publicKeyOf(outer.publicKey);
  const payload = Buffer.from(outer.payload, 'base64');
  const signed = outer.signatures.some(
    ({ sig, keyid }) =>
      publicKey !== null &&
      keyid === keyIdOf(publicKey) &&
      verify(null, authenticated(payload), publicKey, Buffer.from(sig, 'base64')),
  );
  check(
    'signature',
    signed,
    signed
      ? `Ed25519, key ${outer.signatures[0]?.keyid.slice(0, 16)}`
      : 'signature_invalid: the pack was changed after signing',
  );
  if (options.knownKey) {
    const known = publicKey !== null && keyIdOf(publicKey) === keyIdOf(options.knownKey);
    check(
      'signer',
      known,
      known ? 'the key of this installation' : 'another key than this installation’s: trust it only if you know it',
    );
  }

  const again = options.translate(said.input.raw, said.mode);
  const normalised = sha256(again.normalised) === said.input.hash && again.normalised === said.input.normalised;
  check(
    'input',
    normalised,
    normalised
      ? 'normalises to the recorded words'
      : 'norm_hash_mismatch: the words do not normalise to what was recorded',
  );
  const planned = sha256(again.logline) === said.output.planHash && again.logline === said.output.logline;
  check(
    'intent',
    planned,
    planned
      ? `translates to the recorded intent by ${again.rule ?? 'no rule'}`
      : 'plan_hash_mismatch: the words translate to another intent',
  );
  const translated = translationHash(again) === said.translation.hash;
  check(
    'translation',
    translated,
    translated ? `grammar ${again.grammar}` : 'plan_hash_mismatch: rule or captures differ',
  );

  const root = merkleRoot(said.merkle.leaves) === said.merkle.root;
  check(
    'merkle root',
    root,
    root ? `${said.merkle.leaves.length} ledger entries` : 'merkle_root_mismatch: the leaves do not add up to the root',
  );
  if (options.entries) {
    const differing = said.merkle.leaves.findIndex((leaf, index) => options.entries?.[index]?.hash !== leaf);
    check(
      'ledger',
      differing < 0,
      differing < 0
        ? 'every pinned entry is there, unchanged'
        : `merkle_root_mismatch: entry ${differing + 1} of the job is missing or changed`,
    );
  }
  const unproven = said.gates.filter((gate) => gate.verdict === 'passed' && gate.evidence.length === 0);
  check(
    'evidence',
    unproven.length === 0,
    unproven.length === 0
      ? evidenceLine(said.gates)
      : `passed without evidence: ${unproven.map((gate) => gate.gate).join(', ')}`,
  );
  return { ok: checks.every((item) => item.ok), checks };
}

function publicKeyOf(base64: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(base64, 'base64'), type: 'spki', format: 'der' });
  } catch {
    // Not a key: every signature check fails, which is what is reported.
    return null;
  }
}

function evidenceLine(gates: TruthpackPredicate['gates']): string {
  const count = (verdict: string) => gates.filter((gate) => gate.verdict === verdict).length;
  return `${count('passed')} passed, ${count('warned')} warned, ${count('failed')} failed, ${count('not-checked')} not checked`;
}
