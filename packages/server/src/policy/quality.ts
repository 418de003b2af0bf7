import type { ChangeLimits, Usage } from '@codewright/protocol/job';
import type { QualityTargets } from './contract.ts';

/** What was measured of a job's outcome; null where it was not measured. */
export interface QualityFacts {
  /** null: the project has none. */
  tests: { run: number; failed: number } | null;
  lint: { errors: number; warnings: number } | null;
  /** 0 to 1. */
  coverage: number | null;
  files: number;
  lines: number;
  /** Names of the budgets that were overrun (`tokens`, …). */
  overruns: readonly (keyof Usage)[];
  /** Facts of the answer without a source, see render/claims.ts. */
  missingCitations: number;
  /** Characters of the answer. */
  outputLength: number;
  /** See {@link countLeftovers}. */
  leftovers: number;
}

export interface QualityFinding {
  check: string;
  severity: 'fail' | 'warn';
  points: number;
  message: string;
}

export interface Quality {
  /** 0 to 100. */
  score: number;
  verdict: 'OK' | 'WARN' | 'BLOCK';
  findings: QualityFinding[];
}

const shortestOutput = 30;
// Letters in brackets, so that this line does not count as a leftover itself.
const leftover = /\b(?:TO[D]O|FI[X]ME|XX[X]|HAC[K])\b/g;

/** Marks of unfinished work in a text. */
export function countLeftovers(text: string): number {
  return text.match(leftover)?.length ?? 0;
}

/** The quality score (FACTS: Quality): any failure blocks, any warning warns. */
export function scoreQuality(facts: QualityFacts, limits: ChangeLimits, targets: QualityTargets): Quality {
  const findings: QualityFinding[] = [];
  const add = (check: string, severity: 'fail' | 'warn', points: number, message: string) => {
    findings.push({ check, severity, points, message });
  };
  if (facts.tests === null || facts.tests.run === 0) add('tests', 'warn', 15, 'No tests ran.');
  else if (facts.tests.failed > 0) {
    add('tests', 'fail', 30, `${facts.tests.failed} of ${facts.tests.run} tests failed.`);
  }
  const errors = facts.lint?.errors ?? 0;
  const warnings = facts.lint?.warnings ?? 0;
  if (errors > targets.lintErrors) add('lint', 'fail', 20, `${errors} lint errors; allowed are ${targets.lintErrors}.`);
  if (warnings > targets.lintWarnings) {
    add('lint-warnings', 'warn', 5, `${warnings} lint warnings; allowed are ${targets.lintWarnings}.`);
  }
  const over = limits.soft ? 'warn' : 'fail';
  if (facts.files > limits.files) add('files', over, 25, `${facts.files} files changed; the limit is ${limits.files}.`);
  if (facts.lines > limits.lines) add('lines', over, 25, `${facts.lines} lines changed; the limit is ${limits.lines}.`);
  if (facts.coverage !== null && facts.coverage < targets.coverage) {
    add('coverage', 'warn', 10, `Coverage is ${percent(facts.coverage)}; the target is ${percent(targets.coverage)}.`);
  }
  for (const budget of facts.overruns) add('budget', 'warn', 10, `The budget for ${budget} was overrun.`);
  for (let at = 0; at < facts.missingCitations; at += 1) add('citation', 'warn', 10, 'A statement has no source.');
  if (facts.outputLength < shortestOutput) add('output', 'warn', 5, 'The answer is hardly a sentence.');
  for (let at = 0; at < facts.leftovers; at += 1) add('leftover', 'warn', 5, 'A mark of unfinished work is left.');
  const lost = findings.reduce((sum, finding) => sum + finding.points, 0);
  return {
    score: Math.max(0, 100 - lost),
    verdict: findings.some((one) => one.severity === 'fail') ? 'BLOCK' : findings.length > 0 ? 'WARN' : 'OK',
    findings,
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
