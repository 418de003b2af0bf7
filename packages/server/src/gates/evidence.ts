import { stripVTControlCharacters } from 'node:util';
import type { Evidence, GateResult, GateVerdict } from '@codewright/protocol/evidence';
import type { ExecResult } from '../sandbox/contract.ts';
import { sha256 } from '../shared/hash.ts';

/** Characters of output that evidence shows; its hash covers all of it. */
const excerptLength = 4000;

/** What a run in the sandbox proves: captured from the run itself, never from anything it wrote into a file. */
export function evidenceOf(
  result: ExecResult,
  argv: readonly string[],
  tree: string,
  root: string,
  at: Date,
): Evidence {
  return {
    command: commandLine(argv),
    exitCode: result.exitCode,
    outcome: result.outcome,
    outputHash: result.outputHash,
    excerpt: excerptOf(outputOf(result, root)),
    tree,
    durationMs: Math.round(result.durationMs),
    at: at.toISOString(),
  };
}

/** What a check inside this process proves: `output` is everything that it found, as text. */
export function ownEvidence(check: string, ok: boolean, output: string, tree: string, at: Date): Evidence {
  return {
    command: `codewright gate ${check}`,
    exitCode: ok ? 0 : 1,
    outcome: 'exited',
    outputHash: sha256(output),
    excerpt: excerptOf(output),
    tree,
    durationMs: Math.max(0, Date.now() - at.getTime()),
    at: at.toISOString(),
  };
}

/** Both streams without colours; the tree's place on this machine is nobody's business. */
export function outputOf(result: ExecResult, root: string): string {
  const text = [result.stdout, result.stderr].filter((part) => part !== '').join('\n');
  return stripVTControlCharacters(text).replaceAll(`${root}/`, '').replaceAll(root, '.').trim();
}

function excerptOf(text: string): string {
  if (text.length <= excerptLength) return text;
  const half = excerptLength / 2;
  return `${text.slice(0, half)}\n[… ${text.length - excerptLength} characters …]\n${text.slice(-half)}`;
}

export function commandLine(argv: readonly string[]): string {
  return argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

/** How a run ended, as the end of a sentence. */
export function endOf(result: ExecResult): string {
  if (result.outcome === 'exited') return `ended with exit code ${result.exitCode}`;
  if (result.outcome === 'timeout') return 'was stopped at its time limit';
  if (result.outcome === 'output-limit') return 'was stopped because it printed too much';
  return `was ended by ${result.signal ?? 'a signal'}`;
}

export function succeeded(result: ExecResult): boolean {
  return result.outcome === 'exited' && result.exitCode === 0;
}

/** The program is not there: what a shell and a sandbox answer with. */
export function isMissing(result: ExecResult): boolean {
  return result.outcome === 'exited' && (result.exitCode === 127 || result.exitCode === 126);
}

type Findings = Partial<Pick<GateResult, 'evidence' | 'problems' | 'measures'>>;

export function conclude(gate: string, verdict: GateVerdict, reason: string, findings: Findings = {}): GateResult {
  const { evidence = [], problems = [], measures } = findings;
  if (verdict === 'passed' && evidence.length === 0) throw new Error(`Gate ${gate} passed without evidence.`);
  return { gate, verdict, reason, evidence, problems: problems.slice(0, 100), ...(measures ? { measures } : {}) };
}
