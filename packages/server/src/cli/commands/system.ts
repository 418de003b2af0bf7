import { writeFileSync } from 'node:fs';
import type { SignedCheckpoint, Verification } from '@codewright/protocol/client';
import type { ExitReason } from '@codewright/protocol/errors';
import type { Command } from 'commander';
import { CodewrightError } from '../../shared/errors.ts';
import { readTextFile } from '../../shared/text-file.ts';
import type { Host } from '../contract.ts';
import { colorsFor, columns, printable } from '../view/format.ts';
import { absolute } from './submit.ts';
import { addToolServerCommands } from './tool-servers.ts';

type Run = (work: () => Promise<ExitReason>) => Promise<void>;

/** verify, ledger, serve, worker, doctor, config and init. */
export function addSystemCommands(program: Command, host: Host, run: Run): void {
  const { stdout, stderr } = host.terminal;
  const out = (text: string) => stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  const colors = colorsFor(stdout, host.terminal.noColor);

  const show = (result: Verification): ExitReason => {
    for (const check of result.checks)
      out(`${check.ok ? colors.green('✓') : colors.red('✗')} ${check.name}: ${printable(check.detail)}`);
    out(result.ok ? colors.bold('Everything holds.') : colors.bold(colors.red('Something does not hold.')));
    return result.ok ? 'done' : 'failed';
  };

  program
    .command('verify <job-or-file>')
    .description('checks a truthpack and the ledger it rests on')
    .option('--export <file>', 'also write the job’s truthpack to a file')
    .action((subject: string, flags: { export?: string }) =>
      run(async () => {
        if (/[./\\]/.test(subject)) return show(await host.verifyFile(absolute(subject)));
        const client = await host.client();
        if (flags.export) writeFileSync(absolute(flags.export), await client.truthpack(subject));
        return show(await client.verify(subject));
      }),
    );

  const ledger = program.command('ledger').description('the record itself');
  ledger
    .command('verify [job]')
    .description('recomputes one hash chain, or all')
    .action((job: string | undefined) => run(async () => show(await (await host.client()).verifyLedger(job))));
  ledger
    .command('rebuild')
    .description('derives every other table from the entries again')
    .action(() =>
      run(async () => {
        const done = await host.rebuild();
        out(`Rebuilt ${done.jobs} jobs from ${done.entries} entries.`);
        return 'done';
      }),
    );
  ledger
    .command('search <words...>')
    .description('full-text search over the summaries')
    .option('-n, --limit <n>', 'how many', '20')
    .action((words: string[], flags: { limit: string }) =>
      run(async () => {
        for (const entry of await (await host.client()).search(words.join(' '), Number(flags.limit) || 20)) {
          out(`${entry.time} ${entry.job.slice(-8)} #${entry.seq} ${entry.kind} ${printable(entry.summary)}`);
        }
        return 'done';
      }),
    );
  ledger
    .command('checkpoint')
    .description('signs the heads of all chains, as JSON; keep it elsewhere')
    .option('--verify <file>', 'check an earlier one against the ledger')
    .action((flags: { verify?: string }) =>
      run(async () => {
        const earlier = flags.verify === undefined ? null : await readCheckpoint(absolute(flags.verify));
        const client = await host.client();
        if (earlier) return show(await client.verifyCheckpoint(earlier));
        out(JSON.stringify(await client.checkpoint(), null, 2));
        return 'done';
      }),
    );

  program
    .command('serve')
    .description('API and workers in one process')
    .option('--port <n>', 'instead of the configured one; 0 picks a free one')
    .option('--host <address>', 'instead of loopback')
    .option('--workers <n>', 'jobs at once; 0 serves only')
    .option('--open', 'open the dashboard in your browser')
    .action((flags: { port?: string; host?: string; workers?: string; open?: boolean }) =>
      run(async () => {
        const stop = stopSignal(stderr);
        await host.serve({
          signal: stop,
          ...(flags.port === undefined ? {} : { port: count(flags.port, '--port', 65_535) }),
          ...(flags.workers === undefined ? {} : { workers: count(flags.workers, '--workers', 64) }),
          ...(flags.host === undefined ? {} : { host: flags.host }),
          ...(flags.open ? { open: true } : {}),
          onReady: (at) => {
            out(`Codewright ${host.version} on ${at.url} with ${at.workers} worker${at.workers === 1 ? '' : 's'}`);
            out(`Dashboard: ${at.link} (signs one browser in, once)`);
            out(`The token for every request is in ${at.tokenFile}`);
            out(`Try: curl -H "Authorization: Bearer $(cat ${at.tokenFile})" ${at.url}/api/jobs`);
          },
        });
        return 'done';
      }),
    );

  const guest = (protocol: 'mcp' | 'acp') =>
    run(async () => {
      await host.guest({ protocol, signal: stopSignal(stderr) });
      return 'done';
    });
  const mcp = program
    .command('mcp')
    .description(
      'for other agents: submit, watch, answer and fetch jobs by the Model Context Protocol on stdin and stdout',
    )
    .action(() => guest('mcp'));
  addToolServerCommands(mcp, host, run);
  program
    .command('acp')
    .description('for editors: Codewright as their agent by the Agent Client Protocol on stdin and stdout')
    .action(() => guest('acp'));

  program
    .command('worker')
    .description('takes jobs from the queue until it is stopped')
    .option('--concurrency <n>', 'jobs at once')
    .action((flags: { concurrency?: string }) =>
      run(async () => {
        stderr.write('Worker is waiting for jobs; Ctrl-C drains and stops.\n');
        await host.worker({
          signal: stopSignal(stderr),
          ...(flags.concurrency === undefined ? {} : { concurrency: count(flags.concurrency, '--concurrency', 64) }),
        });
        return 'done';
      }),
    );

  program
    .command('doctor')
    .description('tries every part and says what is missing and what that costs')
    .option('--json', 'one JSON line per part')
    .action((flags: { json?: boolean }) =>
      run(async () => {
        const lines = await host.doctor();
        if (flags.json) for (const line of lines) out(JSON.stringify(line));
        else {
          const width = Math.max(...lines.map((line) => line.part.length));
          for (const line of lines) {
            const mark =
              line.state === 'works'
                ? colors.green('✓')
                : line.state === 'missing'
                  ? colors.yellow('–')
                  : colors.red('✗');
            out(`${mark} ${line.part.padEnd(width)}  ${printable(line.detail)}`);
            if (line.state !== 'works' && line.costs) out(`  ${' '.repeat(width)}  without it: ${line.costs}`);
            if (line.state !== 'works' && line.hint) out(`  ${' '.repeat(width)}  what to do: ${line.hint}`);
          }
        }
        return lines.some((line) => line.state === 'broken') ? 'environment' : 'done';
      }),
    );

  program
    .command('config')
    .description('every setting with its value and where it comes from')
    .option('--json', 'as JSON')
    .action((flags: { json?: boolean }) =>
      run(async () => {
        const lines = await host.settings();
        if (flags.json) out(JSON.stringify(lines));
        else
          for (const line of columns(
            lines.map((item) => [item.path, JSON.stringify(item.value), item.origin, item.meaning]),
          ))
            out(line);
        return 'done';
      }),
    );

  program
    .command('init [dir]')
    .description('a starting .codewright/config.yaml for a project')
    .action((dir: string | undefined) =>
      run(async () => {
        for (const file of await host.init(absolute(dir ?? '.'))) out(`wrote ${file}`);
        return 'done';
      }),
    );
}

async function readCheckpoint(file: string): Promise<SignedCheckpoint> {
  // The shapes of all answers: not for every command to load.
  const { signedCheckpoint } = await import('@codewright/protocol/client');
  try {
    return signedCheckpoint.parse(JSON.parse(readTextFile(file, { pipes: true })));
  } catch (cause) {
    if (cause instanceof CodewrightError) throw cause;
    throw new CodewrightError('INVALID_INPUT', `${file} is not a checkpoint.`, {
      hint: 'Make one with: codewright ledger checkpoint > FILE',
      cause,
    });
  }
}

function count(text: string, flag: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new CodewrightError('USAGE', `${flag} takes a whole number from 0 to ${most}.`);
  return value;
}

/** Fires on the first SIGINT or SIGTERM; a second one ends the process at once. */
function stopSignal(stderr: NodeJS.WriteStream): AbortSignal {
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130);
    stderr.write('\nStopping after the running step; once more kills it.\n');
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return stop.signal;
}
