import type { Action, ActionContext, Decision, RiskLevel } from './contract.ts';
import { simpleCommands } from './commands.ts';
import type { SimpleCommand } from './commands.ts';
import { firstMatch, matchesWildcard, normalisePath } from './glob.ts';
import { modeDefaults } from './modes.ts';
import { describeOverride, overrideFor } from './overrides.ts';
import { builtinPolicy } from './rules.ts';
import type { CommandRule, PolicyRules } from './rules.ts';

interface Finding extends Decision {
  verdict: 'ask' | 'deny';
  fixed: boolean;
}

const severity = { allow: 0, ask: 1, deny: 2 } as const;
const levels: readonly RiskLevel[] = ['low', 'medium', 'high', 'critical'];

/** Risk of an action that no rule speaks of. */
const plainRisk: Record<Action['kind'], RiskLevel> = {
  read: 'low',
  record: 'low',
  ask: 'low',
  write: 'low',
  execute: 'medium',
  commit: 'medium',
  network: 'medium',
};

/**
 * Whether a tool call may happen. Pure: the same action and context give the same decision. Every rule is looked at and the
 * most severe one wins; an override or an advance approval shows in the reason.
 */
export function decide(action: Action, context: ActionContext, rules: PolicyRules = builtinPolicy()): Decision {
  const findings = [
    ...readOnlyFindings(action, context),
    ...pathFindings(action, context, rules),
    ...commandFindings(action, rules),
    ...hostFindings(action, context, rules),
  ];
  const decided = findings.map((finding) => lift(finding, context));
  const [first, ...others] = decided;
  if (!first) return allowed('default', 'No rule speaks against it.', plainRisk[action.kind]);
  return others.reduce((worst, next) => (weight(next) > weight(worst) ? next : worst), first);
}

function weight(decision: Decision): number {
  return severity[decision.verdict] * 10 + levels.indexOf(decision.risk);
}

function allowed(rule: string, reason: string, risk: RiskLevel): Decision {
  return { verdict: 'allow', rule, reason, remediation: '', risk };
}

function lift(finding: Finding, context: ActionContext): Decision {
  const { fixed, ...decision } = finding;
  const override = fixed ? undefined : overrideFor(finding.verdict, finding.rule, context.overrides ?? [], context.now);
  if (override)
    return allowed(finding.rule, `${finding.reason} Allowed by ${describeOverride(override)}`, finding.risk);
  if (finding.verdict === 'ask' && context.autoApprove) {
    return allowed(finding.rule, `${finding.reason} Approved in advance (--yes).`, finding.risk);
  }
  return decision;
}

function readOnlyFindings(action: Action, context: ActionContext): Finding[] {
  const readOnly = context.readOnly === true || modeDefaults(context.mode).readOnly;
  if (!readOnly || (action.kind !== 'write' && action.kind !== 'commit')) return [];
  return [
    {
      verdict: 'deny',
      rule: 'read_only',
      reason: 'This job only reads; it changes no file.',
      remediation: 'Say what should change instead, or start a job that may change files.',
      risk: 'medium',
      fixed: true,
    },
  ];
}

function pathFindings(action: Action, context: ActionContext, rules: PolicyRules): Finding[] {
  const forbidden = context.forbiddenPaths ?? modeDefaults(context.mode).limits.forbiddenPaths;
  return (action.paths ?? []).flatMap((given) => {
    const path = normalisePath(given);
    if (path === null) return [outside(given)];
    const found: Finding[] = [];
    const glob = action.kind === 'write' || action.kind === 'commit' ? firstMatch(forbidden, path) : undefined;
    if (glob !== undefined) {
      found.push({
        verdict: 'deny',
        rule: 'forbidden_paths',
        reason: `${path} matches ${glob}, which this job may not change.`,
        remediation: 'Do the work without changing that file, or ask the user to allow it.',
        risk: 'high',
        fixed: false,
      });
    }
    for (const rule of rules.paths) {
      if (!rule.kinds.some((kind) => kind === action.kind)) continue;
      if (rule.modes && !rule.modes.includes(context.mode)) continue;
      if (firstMatch(rule.globs, path) === undefined || firstMatch(rule.except, path) !== undefined) continue;
      found.push(finding(rule, path));
    }
    return found;
  });
}

function outside(given: string): Finding {
  return {
    verdict: 'deny',
    rule: 'outside_workspace',
    reason: `${JSON.stringify(given)} leads out of the workspace.`,
    remediation: 'Use a path inside the workspace, relative to it.',
    risk: 'high',
    fixed: true,
  };
}

function finding(rule: Omit<Finding, 'rule'> & { name: string }, what: string): Finding {
  return {
    verdict: rule.verdict,
    rule: rule.name,
    reason: rule.reason.replaceAll('{what}', () => what),
    remediation: rule.remediation,
    risk: rule.risk,
    fixed: rule.fixed,
  };
}

const production = /(^|[^a-z])(prod|production)([^a-z]|$)/;

function commandFindings(action: Action, rules: PolicyRules): Finding[] {
  if (!action.command) return [];
  return simpleCommands(action.command).flatMap((command) =>
    rules.commands
      .filter((rule) => matchesCommand(rule, command))
      .map((rule) => {
        const shown = `${command.program} ${command.text}`.trim().slice(0, 200);
        if (!rule.destructive || !production.test(command.text)) return finding(rule, shown);
        return {
          verdict: 'deny',
          rule: 'no_production_destructive',
          reason: `${shown} would destroy something in production.`,
          remediation: 'Leave production alone; work on a copy or a test system.',
          risk: 'critical',
          fixed: true,
        } satisfies Finding;
      }),
  );
}

function matchesCommand(rule: CommandRule, command: SimpleCommand): boolean {
  const any = (patterns: readonly string[] | undefined, values: readonly string[]) =>
    patterns === undefined || values.some((value) => patterns.some((pattern) => matchesWildcard(pattern, value)));
  const flags = command.options.flatMap((option) =>
    // `-rf` is `-r` and `-f`.
    /^-[A-Za-z]{2,}$/.test(option)
      ? [
          option,
          ...option
            .slice(1)
            .split('')
            .map((letter) => `-${letter}`),
        ]
      : [option],
  );
  return (
    any(rule.programs, [command.program]) &&
    any(rule.subcommands, command.subcommands) &&
    any(rule.options, flags) &&
    any(rule.operands, command.operands) &&
    (rule.text === undefined || rule.text.some((part) => command.text.includes(part)))
  );
}

const loopback = ['localhost', '127.*', '::1', '[::1]'];

function hostFindings(action: Action, context: ActionContext, rules: PolicyRules): Finding[] {
  return (action.hosts ?? []).flatMap((given) => {
    const host = given.trim().toLowerCase().replace(/\.$/, '');
    const found = rules.hosts
      .filter((rule) => rule.hosts.some((pattern) => matchesWildcard(pattern, host)))
      .map((rule) => finding(rule, host));
    if (found.length > 0) return found;
    if ([...loopback, ...(context.allowedHosts ?? [])].some((pattern) => matchesWildcard(pattern, host))) return [];
    return [
      {
        verdict: 'ask',
        rule: 'unknown_host',
        reason: `${host} is not among the hosts that this job may reach.`,
        remediation: 'Work without it, or have a person allow the host.',
        risk: 'high',
        fixed: false,
      } satisfies Finding,
    ];
  });
}
