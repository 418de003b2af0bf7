import type { Assessment, JobFacts, JobVerdict, Override, Risk, RiskLevel, Violation } from './contract.ts';
import { firstMatch, normalisePath } from './glob.ts';
import { overrideFor } from './overrides.ts';
import { builtinPolicy } from './rules.ts';
import type { JobRule, PolicyRules } from './rules.ts';

const base: Readonly<Record<string, number>> = {
  analyze: 0,
  review: 0,
  question: 0,
  test: 10,
  document: 10,
  build: 10,
  file_create: 15,
  bug_fix: 20,
  file_rename: 25,
  refactor: 30,
  feature: 40,
  file_delete: 60,
};
const unknownBase = 30;

const fileSteps = [
  [20, 35],
  [10, 25],
  [5, 15],
  [1, 5],
] as const;
const lineSteps = [
  [500, 30],
  [200, 20],
  [50, 10],
  [10, 5],
] as const;

export interface RiskFacts {
  operation: string;
  files: number;
  lines: number;
  destructive: boolean;
  production: boolean;
  critical: boolean;
  failingTests: boolean;
}

function stepPoints(steps: readonly (readonly [number, number])[], value: number): number {
  return steps.find(([from]) => value >= from)?.[1] ?? 0;
}

export function riskLevel(score: number): RiskLevel {
  if (score <= 30) return 'low';
  if (score <= 60) return 'medium';
  return score <= 80 ? 'high' : 'critical';
}

/** 0 to 100, the sum of its parts, capped. */
export function riskScore(facts: RiskFacts): Risk {
  const parts = [
    {
      what: facts.operation,
      points: Object.hasOwn(base, facts.operation) ? (base[facts.operation] ?? unknownBase) : unknownBase,
    },
    { what: `${facts.files} files`, points: stepPoints(fileSteps, facts.files) },
    { what: `${facts.lines} lines`, points: stepPoints(lineSteps, facts.lines) },
    { what: 'destructive', points: facts.destructive ? 20 : 0 },
    { what: 'production', points: facts.production ? 25 : 0 },
    { what: 'critical file', points: facts.critical ? 15 : 0 },
    { what: 'failing tests', points: facts.failingTests ? 25 : 0 },
  ].filter((part, index) => index === 0 || part.points > 0);
  const score = Math.min(
    100,
    parts.reduce((sum, part) => sum + part.points, 0),
  );
  return { score, level: riskLevel(score), parts };
}

/** The verdict over a job: before it starts on what is expected, afterwards on what it really changed. */
export function assess(
  facts: JobFacts,
  context: { overrides?: readonly Override[]; now?: Date } = {},
  rules: PolicyRules = builtinPolicy(),
): Assessment {
  const touched = facts.paths.map(normalisePath).filter((path) => path !== null);
  const criticalPath = touched.find((path) => firstMatch(rules.critical, path) !== undefined);
  const known = { ...facts, critical: criticalPath !== undefined };
  const applied: Override[] = [];
  const violations: Violation[] = [];
  for (const rule of rules.jobs.filter((one) => holds(one, known))) {
    const override = rule.fixed
      ? undefined
      : overrideFor(rule.verdict, rule.name, context.overrides ?? [], context.now);
    if (override) applied.push(override);
    else violations.push(violation(rule, known, criticalPath));
  }
  const risk = riskScore(known);
  return {
    verdict: worst(violations),
    violations,
    risk,
    needsApproval: risk.level === 'high' || risk.level === 'critical',
    applied,
  };
}

function worst(violations: Violation[]): JobVerdict {
  if (violations.some((one) => one.verdict === 'BLOCK')) return 'BLOCK';
  return violations.length > 0 ? 'WARN' : 'ALLOW';
}

type Known = JobFacts & { critical: boolean };

function holds(rule: JobRule, facts: Known): boolean {
  const { over, soft, mustPassTests, ...flags } = rule.when;
  if (over !== undefined && facts[over] <= facts.limits[over]) return false;
  if (soft !== undefined && facts.limits.soft !== soft) return false;
  if (mustPassTests !== undefined && facts.limits.mustPassTests !== mustPassTests) return false;
  return (Object.keys(flags) as (keyof typeof flags)[]).every((key) => facts[key] === flags[key]);
}

function violation(rule: JobRule, facts: Known, criticalPath: string | undefined): Violation {
  const over = rule.when.over;
  const filled = rule.message
    .replaceAll('{value}', () => (over ? String(facts[over]) : (criticalPath ?? '')))
    .replaceAll('{limit}', () => (over ? String(facts.limits[over]) : ''));
  return { rule: rule.name, verdict: rule.verdict, message: filled, remediation: rule.remediation };
}
