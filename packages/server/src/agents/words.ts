import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Eta } from 'eta';
import type { TaskOptions } from '../llm/contract.ts';

/** What the harness itself says to a model. Every word of it stands in roles/_*.md. */
export interface AgentWords {
  task(task: TaskOptions, around: { mark: string; guide: string }): string;
  message(text: string): string;
  nudge(kind: NudgeKind, reason: string): string;
  /** The whole task for an agent CLI; `answer`: schema of the JSON that it must end with, or ''. */
  member(facts: { task: string; readOnly: boolean; resumed: boolean; answer: string }): string;
  memberAnswer(facts: { why: string; answer: string }): string;
}

export type NudgeKind = 'empty' | 'length' | 'stuck';

/** Reads the templates of a roles folder. A template that asks for what it was not given throws. */
export function loadWords(folder: string): AgentWords {
  const eta = new Eta({ autoEscape: false, autoTrim: false, useWith: false });
  const template = (name: string) => {
    const compiled = eta.compile(readFileSync(join(folder, `_${name}.md`), 'utf8'));
    return (values: Record<string, unknown>) => compiled.call(eta, strict(name, values)).trim();
  };
  const task = template('task');
  const message = template('message');
  const member = template('member');
  const memberAnswer = template('member-answer');
  const nudges = {
    empty: template('nudge-empty'),
    length: template('nudge-length'),
    stuck: template('nudge-stuck'),
  };
  return {
    task: ({ role, step, goal, instruction, inputs }, { mark, guide }) =>
      task({
        role,
        step,
        goal: fenced(goal),
        instruction,
        inputs: Object.entries(inputs).map(([name, value]) => ({
          name,
          block: dataBlock(typeof value === 'string' ? value : JSON.stringify(value), mark),
        })),
        guide: guide === '' ? '' : dataBlock(guide, mark),
      }),
    message: (text) => message({ text: fenced(text) }),
    member,
    memberAnswer,
    nudge: (kind, reason) => nudges[kind]({ reason }),
  };
}

/** A code block that its content cannot close: the fence is longer than any run of backticks inside. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

/** Text that tells nobody what to do, between marks that it cannot close: the mark itself is taken out of it. */
export function dataBlock(text: string, mark: string): string {
  return `<data-${mark}>\n${text.replaceAll(mark, '…')}\n</data-${mark}>`;
}

function strict(name: string, values: Record<string, unknown>): Record<string, unknown> {
  return new Proxy(values, {
    get(target, property) {
      if (typeof property === 'string' && !(property in target)) {
        throw new Error(`Template _${name}.md asks for ${property}, which it was not given.`);
      }
      return Reflect.get(target, property);
    },
  });
}
