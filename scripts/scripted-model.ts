// `node scripts/scripted-model.ts --script file.yaml [--port N] [--tls]`: the scripted model server, for trying any agent
// by hand against it (docs/testing-models.md). One line a request on stderr; Ctrl-C ends it.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readScriptFile } from '../packages/server/src/llm/scripted/script-file.ts';
import { startScriptedServer } from '../packages/server/src/llm/scripted/server.ts';

const { values } = parseArgs({
  options: {
    script: { type: 'string' },
    port: { type: 'string', default: '0' },
    tls: { type: 'boolean', default: false },
  },
});
if (!values.script) {
  process.stderr.write('Usage: node scripts/scripted-model.ts --script file.yaml [--port N] [--tls]\n');
  process.exit(2);
}
const server = await startScriptedServer({
  sessions: readScriptFile(readFileSync(values.script, 'utf8'), values.script),
  port: Number(values.port),
  tls: values.tls,
});
process.stdout.write(`${server.url}\n`);

let shown = 0;
setInterval(() => {
  const requests = server.requests();
  for (; shown < requests.length; shown += 1) {
    const seen = requests[shown];
    if (!seen || seen.outcome === 'pending') return;
    const took = seen.finishedAt === null ? '' : ` ${Math.round(seen.finishedAt - seen.arrivedAt)} ms`;
    const played = seen.fault ? ` ${seen.fault}` : '';
    process.stderr.write(
      `${seen.number} ${seen.wire} session ${seen.session} turn ${seen.turn}: ${seen.status ?? '-'} ${seen.outcome}${played}${took}\n`,
    );
  }
}, 50);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void server.close().then(() => process.exit(0)));
