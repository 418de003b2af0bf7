/**
 * Runs the tests of copies of a project, again and again with other contents in some files. Started inside the sandbox; requests come as JSON
 * lines on standard input and are answered, in whatever order they end, on standard output. The project's own tree is only read.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { config, fresh, readLines, scratch } from './trial-execute.mjs';
import { screenGo } from './trial-go-variants.mjs';
import { listedByRunner } from './trial-listing.mjs';
import { settle } from './trial-memory.mjs';
import { kinds, servers } from './trial-runners.mjs';
import { copyTree, testFiles } from './trial-tree.mjs';
import { endWarm } from './trial-warm.mjs';

async function handle(slot, request) {
  const began = performance.now();
  const changed = Object.entries(request.edits ?? {});
  const before = new Map();
  const cover = request.cover ? fresh('cover') : null;
  for (const [path, content] of changed) {
    const file = join(slot, path);
    before.set(file, readFileSync(file));
    writeFileSync(file, content);
  }
  try {
    if (request.variants) return { id: request.id, screened: await screenGo(slot, request) };
    const run = kinds[config.kind];
    const results = await run(slot, request.files ?? config.files, {
      timeoutMs: request.timeoutMs ?? 10_000,
      names: request.names ?? null,
      cover,
      changed: changed.map(([path]) => path),
      fresh: request.fresh === true,
    });
    settle(slot, results);
    const lines = cover ? readLines(cover) : undefined;
    const profile = cover && config.kind === 'go' ? readText(`${cover}.go`) : undefined;
    return { id: request.id, ms: results.ms ?? performance.now() - began, results, lines, profile };
  } finally {
    for (const [file, content] of before) writeFileSync(file, content);
    if (cover) rmSync(cover, { force: true });
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const slots = [];
for (let index = 0; index < (config.workers ?? 2); index += 1) {
  const slot = join(scratch, `copy-${index}`, basename(config.root));
  copyTree(config.root, slot);
  slots.push(slot);
}
config.files = (await listedByRunner(slots[0])) ?? testFiles(slots[0], config);
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
say({ ready: true, files: config.files });

const free = [...slots];
const queue = [];
function next() {
  while (free.length > 0 && queue.length > 0) {
    const slot = free.pop();
    const request = queue.shift();
    handle(slot, request)
      .then(
        (answer) => say(answer),
        (error) => say({ id: request.id, ms: 0, error: String(error?.stack ?? error), results: [] }),
      )
      .finally(() => {
        free.push(slot);
        next();
      });
  }
}
createInterface({ input: process.stdin })
  .on('line', (line) => {
    queue.push(JSON.parse(line));
    next();
  })
  .on('close', () => {
    endWarm();
    for (const server of servers.values()) server.child.kill('SIGKILL');
    rmSync(scratch, { recursive: true, force: true });
    process.exit(0);
  });
