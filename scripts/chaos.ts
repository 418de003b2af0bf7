// `npm run chaos [-- --kills N --seed N --store sqlite|postgres|both]`: kills processes at random moments while they do real jobs
// with a scripted model, and says whether everything held. 100 kills of each store when nothing else is said. `--work workflow`: workers,
// sandboxes and agent CLIs, in a workflow of six steps with parallel branches.
import { parseArgs } from 'node:util';
import { type ChaosFigures, runChaos } from '../packages/server/src/main/e2e/testing-chaos.ts';
import { sixSteps } from '../packages/server/src/main/e2e/testing-chaos-workflow.ts';
import { temporaryPostgres } from '../packages/server/src/storage/testing.ts';
import { useOwnTemporary } from './test-temporary.ts';

useOwnTemporary();
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string', default: 'both' },
    workers: { type: 'string', default: '3' },
    jobs: { type: 'string', default: '4' },
    work: { type: 'string', default: 'fixes' },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
const options = {
  kills: Number(values.kills),
  seed: Number(values.seed),
  jobs: Number(values.jobs),
  ...(values.work === 'workflow' ? { workload: sixSteps } : {}),
  say: (line: string) => say(`  ${line}`),
};

/** Three workers, and the server that works too. */
const workers = Number(values.workers) + 1;
let failed = 0;
function report(store: string, figures: ChaosFigures): void {
  const { problems, kills, killed, jobs, answers, turns, takenOver, takeovers, seconds } = figures;
  say(
    `${store}: ${kills} kills (${Object.entries(killed)
      .map(([kind, times]) => `${kind} ${times}`)
      .join(
        ', ',
      )}), ${jobs} jobs (${takenOver} taken over, ${takeovers} times), ${turns} turns for ${answers} answers, ${Math.round(seconds)} s: ${problems.length === 0 ? 'everything held' : `${problems.length} problems`}`,
  );
  for (const problem of problems) say(`  ${problem}`);
  failed += problems.length;
}

if (values.store !== 'postgres') report('sqlite', await runChaos({ ...options, workers }));
if (values.store !== 'sqlite') {
  const server = await temporaryPostgres({ durable: true });
  try {
    report('postgres', await runChaos({ ...options, workers, database: await server.createDatabase() }));
  } finally {
    await server.stop();
  }
}
process.exitCode = failed === 0 ? 0 : 1;
