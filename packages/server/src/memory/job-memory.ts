import type { JsonValue } from '@codewright/protocol/json';
import type { MemoryScope } from '@codewright/protocol/memory';
import { CodewrightError } from '../shared/errors.ts';
import { wordsOf } from '../shared/words.ts';
import type { Fact } from '../storage/facts/contract.ts';
import type { JobMemory, Recalled, RememberingJob } from './contract.ts';
import { keepFindings, type KnowledgeParts } from './knowledge.ts';
import type { Writer } from './records.ts';

/** What is about one job or one conversation is of no use for ever. */
const passingDays = 30;

/** What the agents of one job may see and change: the places are the job's own, whatever a model says. */
export function createJobMemory(parts: KnowledgeParts, job: RememberingJob): JobMemory {
  const { storage, clock, records } = parts;
  const owners = [job.user, ''];
  const placeOf = (scope: MemoryScope, role: string): string | null => {
    switch (scope) {
      case 'global':
        return '';
      case 'project':
        return job.project;
      case 'task':
        return job.id;
      case 'agent':
        return role;
      case 'interaction':
        return job.conversation ?? job.id;
    }
  };
  const writer = (agent: string): Writer => ({
    actor: { type: 'agent', id: agent },
    job: { id: job.id, fence: job.fence },
  });

  return {
    async remember({ scope, key, value, days }, { role, agent }) {
      const place = placeOf(scope, role);
      if (place === null)
        throw new CodewrightError('INVALID_INPUT', 'This job works on no project that something could be kept for.');
      const passing = scope === 'task' || scope === 'interaction' ? passingDays : null;
      const change = { space: 'memory', owner: job.user, scope, place, key, value } as const;
      const [written] = await records.write(
        [{ ...change, days: days ?? passing, name: `${scope}/${key}` }],
        writer(agent),
      );
      if (written === undefined) throw new CodewrightError('INTERNAL', 'Nothing was written.');
      return recalled(written.fact);
    },

    async recall({ text, scope, limit }, { role }) {
      const scopes = scope === undefined ? (['project', 'task', 'agent', 'interaction', 'global'] as const) : [scope];
      const within = scopes.flatMap((one) => {
        const place = placeOf(one, role);
        return place === null ? [] : [{ scope: one, place }];
      });
      const now = clock.now().getTime();
      const words = wordsOf(text ?? '');
      const kept = { space: 'memory', owners, within, limit, now } as const;
      if (words.length === 0) return (await storage.facts(kept)).map(recalled);
      const facts = await storage.rankedFacts({ ...kept, words });
      const left = limit - facts.length;
      const known =
        scope === undefined && left > 0
          ? await storage.rankedFacts({ space: 'knowledge', owners, words, limit: left, now })
          : [];
      return [...facts, ...known].map(recalled);
    },

    found: keepFindings(parts, job.user, writer('research')),
  };
}

function recalled(fact: Fact): Recalled {
  const value = JSON.parse(fact.value) as JsonValue;
  const { key, updatedAt: at, actorId } = fact;
  if (fact.space === 'memory') return { from: fact.scope as MemoryScope, key, value, at, source: actorId };
  const { title, text, source, foundAt } = value as { title: string; text: string; source: string; foundAt: string };
  return { from: fact.scope as 'page' | 'package' | 'note', key: title, value: text, at: foundAt, source };
}
