import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerEntry } from '@codewright/protocol/event';
import { textOf } from '@codewright/protocol/json';
import type { Route, ScriptedStep, SeenRequest } from '../../llm/scripted/contract.ts';
import { owners, resultOf, type Workload } from './testing-chaos.ts';
import { fixes, goal, paidTwice, planned } from './testing-models.ts';

const agentCli = join(import.meta.dirname, '../../adapters/fixtures/acp-agent.mjs');

/** Six steps, three of them side by side: two by a model, one by an agent CLI that is slow. */
const workflow = `name: six
description: Looks, works in three branches, reviews, proves.
steps:
  - {name: look, agent: analyst, instruction: Say where format leaves it out.}
  - name: work
    parallel:
      - {name: mend, agent: builder, instruction: Mend it and test it.}
      - {name: notes, agent: builder, by: own-acp, instruction: Take a note of it.}
      - {name: extra, agent: builder, instruction: Tell of it besides.}
  - {name: judge, agent: reviewer, instruction: Record what you think of it with create_review., inputs: [look, mend]}
  - {name: validate, gates: [patch-limits, tests-kept, syntax, tests, secrets]}
`;
const branches = ['mend', 'notes', 'extra'];
const noted = 'Take a note of it';
/** Whose conversation a request is of, by the words that it begins with. */
const conversations = {
  look: 'Say where format',
  'work/mend': 'Mend it and test it',
  'work/extra': 'Tell of it besides',
  judge: 'Record what you think',
};

const usage = { input: 900, cachedInput: 800, output: 60 };
const look: ScriptedStep[] = [{ calls: [{ do: 'read', path: 'index.js' }] }, { text: 'It asks for truth.' }];
const notes: ScriptedStep[] = [
  { calls: [{ do: 'write', path: 'docs/notes.md', content: 'An argument of 0 counts.\n' }] },
  { calls: [{ do: 'shell', command: "node -e 'setTimeout(() => {}, 1500)'" }] },
  { text: 'Noted.' },
];
const extra: ScriptedStep[] = [
  { calls: [{ do: 'write', path: 'docs/extra.md', content: 'More of it.\n' }] },
  { calls: [{ do: 'test' }] },
  { text: 'Told.' },
];

function routes(most: number): Route[] {
  const review = planned().find(({ tool }) => tool === 'create_review')?.steps ?? [];
  const parts: [RegExp, Route['steps']][] = [
    [/Say where format/, look],
    [/Mend it and test it/, fixes()],
    [new RegExp(noted), notes],
    [/Tell of it besides/, extra],
    [/Record what you think/, review],
  ];
  return Array.from({ length: most }, (_, index) =>
    parts.map(([words, steps]): Route => {
      // Which of them comes first is the prompt's affair.
      const task = new RegExp(`^(?=[\\s\\S]*\\(case ${index + 1}\\))(?=[\\s\\S]*${words.source})`);
      return { task, steps: Array.isArray(steps) ? steps.map((step) => ({ usage, ...step })) : steps };
    }),
  ).flat();
}

/** Workers, sandboxes and agent CLIs are killed while jobs go through six steps. */
export const sixSteps: Workload = {
  async prepare(place, server, repositories) {
    const own = {
      command: ['node', agentCli],
      mounts: [agentCli],
      baseUrl: `${server.url}/v1`,
      credentials: ['OPENAI_API_KEY'],
      env: { OPENAI_BASE_URL: `${server.url}/v1` },
      retries: 10,
    };
    mkdirSync(place.state, { recursive: true });
    writeFileSync(join(place.state, 'config.yaml'), JSON.stringify({ agents: { 'own-acp': own } }));
    for (const repository of repositories) {
      mkdirSync(join(repository, '.codewright/workflows'), { recursive: true });
      writeFileSync(join(repository, '.codewright/workflows/six.yaml'), workflow);
      const { code, stderr } = await place.run(['workflows', 'trust', 'six', '--yes', '--repo', repository]);
      if (code !== 0) throw new Error(`The workflow was not approved: ${stderr}`);
    }
  },
  request: () => ({ words: goal, flags: ['--workflow', 'six'] }),
  routes,

  victims(place) {
    const found = place.processes().map((pid) => ({ pid, ...lookAt(pid) }));
    // The outermost process of each sandbox; those inside end with it.
    const outer = found.filter(({ name, parent }) => name === 'bwrap' && lookAt(parent).name !== 'bwrap');
    const clis = found.filter(({ name, command }) => name !== 'bwrap' && command.includes('acp-agent.mjs'));
    return { sandbox: outer.map(({ pid }) => pid), 'agent CLI': clis.map(({ pid }) => pid) };
  },

  problems(place, job, entries, requests) {
    const problems: string[] = [];
    const { changed } = resultOf(place, job);
    if (changed !== 'docs/extra.md docs/notes.md index.js test/zero.test.js')
      problems.push(`its result changes ${changed}`);
    // A CLI that is killed asks again from where its session was: what it asks is not ours to keep.
    const ours = requests.filter((seen) => !isNote(seen));
    problems.push(...owners(entries, ours));
    // Each conversation by itself: what another branch recorded meanwhile says nothing of this one's answers.
    for (const [step, words] of Object.entries(conversations)) {
      const mine = entries.filter(({ data }) => textOf(data['step'], '').startsWith(`${step}/`));
      problems.push(
        ...paidTwice(
          ours.filter((seen) => firstWords(seen).includes(words)),
          mine,
        ),
      );
    }
    for (const branch of branches) problems.push(...runAgain(branch, entries, requests));
    return problems;
  },
};

const firstWords = (seen: SeenRequest) => seen.messages.find(({ role }) => role === 'user')?.text ?? '';
const isNote = (seen: SeenRequest) => firstWords(seen).includes(noted);

/** A branch that is over begins nothing any more: no agent, no turn, no call. */
function runAgain(branch: string, entries: readonly LedgerEntry[], requests: readonly SeenRequest[]): string[] {
  const ends = entries.filter(({ data }) => data['step'] === `work/${branch}/end`);
  const [end] = ends;
  if (ends.length !== 1 || !end) return [`branch ${branch} has ${ends.length} ends`];
  const after = entries.filter(
    ({ seq, data }) => seq > end.seq && textOf(data['step'], '').startsWith(`work/${branch}/`) && 'result' in data,
  );
  const asked = branch === 'notes' ? requests.filter(isNote) : [];
  const late = asked.filter(({ arrivedAt }) => arrivedAt > Date.parse(end.time) + 1_000);
  return [
    ...after.map(({ data }) => `branch ${branch} was over when ${textOf(data['step'], '')} ran`),
    ...late.map(({ number }) => `branch ${branch} was over when request ${number} came`),
  ];
}

/** A process by what the system says of it; nothing where it is gone or not ours to look at. */
function lookAt(pid: number): { name: string; parent: number; command: string } {
  const read = (file: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error) return '';
      throw error;
    }
  };
  const parent = Number(/\) . (\d+)/.exec(read('stat'))?.[1] ?? 0);
  return { name: read('comm').trim(), parent, command: read('cmdline') };
}
