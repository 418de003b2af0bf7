/** Many changed functions of Go in one program, which is told at its start which of them to go over to. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { execute, fresh } from './trial-execute.mjs';
import { goEnv } from './trial-go.mjs';
import { waits } from './trial-go-apart.mjs';

const mostRounds = 6;
/** What began in time may come to its end a little later. */
const graceMs = 1000;
const chooser = 'TRIAL_VARIANT';

/** What the tests tell of each variant: see `screen` of Trials. */
export async function screenGo(slot, { files, variants, names, timeoutMs, spendMs }) {
  const until = performance.now() + spendMs;
  const folders = [...new Set(files.map((file) => `./${dirname(file)}`))];
  const none = variants.map(() => null);
  const [folder] = folders;
  if (folder === undefined || folders.length > 1) return none;
  const before = new Map();
  const program = fresh('variants');
  try {
    const results = [...none];
    const left = new Set(variants.keys());
    const made = await make(slot, { program, folder, variants, left, before, results, until });
    if (!made) return none;
    const how = { program, cwd: join(slot, folder), timeoutMs, slowest: 0 };
    const prefix = (names[0] ?? '').split(' > ').slice(0, -1).join(' > ');
    const failing = new Set(names.map((name) => name.split(' > ').at(-1)));
    const tops = [...new Set([...failing].map((name) => name.split('/')[0]))].join('|');
    for (const number of left) {
      if (performance.now() > until) break;
      how.leftMs = until - performance.now() + graceMs;
      const first = await run(how, number, `^(${tops})$`);
      if (!first) break;
      const helps = first.some(({ name, ok }) => ok && failing.has(name));
      // All of them may take far longer than those that fail: what does well and does not end here is tried by itself.
      const all = helps && !waits(folders) ? ((await run(how, number, '.', true)) ?? first) : first;
      results[number] = all.map(({ name, ok }) => ({ name: `${prefix} > ${name}`, ok }));
    }
    return results;
  } finally {
    for (const [file, text] of before) writeFileSync(file, text);
    rmSync(program, { force: true });
  }
}

/** Makes the program; what the compiler does not take is left out, and the rest made again. */
async function make(slot, { program, folder, variants, left, before, results, until }) {
  for (let round = 0; round < mostRounds && left.size > 0; round += 1) {
    const places = write(slot, variants, left, before);
    const argv = ['go', 'test', '-c', '-vet=off', '-gcflags=-e -N -l', '-ldflags=-s -w', '-o', program, folder];
    const timeoutMs = Math.max(1000, until - performance.now());
    const { code, stdout, stderr } = await execute(argv, { cwd: slot, timeoutMs, env: goEnv });
    if (code === 0) return true;
    const wrong = new Set();
    for (const [, path, line] of `${stdout}\n${stderr}`.matchAll(/^(?:vet: )?(\S+?\.go):(\d+):/gm))
      for (const place of places.get(normalize(path)) ?? [])
        if (place.from <= Number(line) && Number(line) <= place.to) wrong.add(place.number);
    if (wrong.size === 0) return false;
    for (const number of wrong) {
      left.delete(number);
      results[number] = [];
    }
  }
  return false;
}

/** Writes the files with the variants behind what stands there; gives the lines of each. */
function write(slot, variants, left, before) {
  const places = new Map();
  for (const [index, path] of [...new Set(variants.map((one) => one.path))].entries()) {
    const file = join(slot, path);
    if (!before.has(file)) before.set(file, readFileSync(file, 'utf8'));
    const chosen = `trialVariant${index}`;
    const own = [...left].filter((number) => variants[number].path === path);
    const turns = Map.groupBy(own, (number) => variants[number].at);
    let text = before.get(file);
    for (const at of [...turns.keys()].sort((a, b) => b - a)) {
      const cases = turns.get(at).map((number) => `case ${number + 1}: ${variants[number].call}\n`);
      text = `${text.slice(0, at)}\nswitch ${chosen} {\n${cases.join('')}}\n${text.slice(at)}`;
    }
    text = text.replace(/^package \w+/m, (clause) => `${clause}; import trialOs "os"; import trialConv "strconv"`);
    text += `\nvar ${chosen}, _ = trialConv.Atoi(trialOs.Getenv("${chooser}"))\n`;
    const found = [];
    let line = text.split('\n').length + 1;
    for (const number of own) {
      const { text: whole } = variants[number];
      const to = line + whole.split('\n').length - 1;
      found.push({ number, from: line, to });
      text += `\n${whole}`;
      line = to + 1;
    }
    places.set(normalize(path), found);
    writeFileSync(file, `${text}\n`);
  }
  return places;
}

/** Null: that is not known. */
async function run(how, number, pattern, whole = false) {
  const { program, cwd } = how;
  // With no time limit of its own a program notices at once that all its work waits for one another.
  const argv = [program, '-test.v', '-test.timeout=0', `-test.run=${pattern}`];
  const began = performance.now();
  // What takes far longer than all that came to an end will not come to one.
  const { slowest } = how;
  const mostMs = slowest > 0 ? Math.min(300 + slowest * 20, 3000 + slowest * 3, how.timeoutMs) : how.timeoutMs;
  const timeoutMs = Math.min(mostMs, how.leftMs);
  const ended = await execute(argv, { cwd, timeoutMs, env: { ...goEnv, [chooser]: String(number + 1) } });
  if (!ended.late) how.slowest = Math.max(how.slowest, performance.now() - began);
  // Nothing is known of what had less time than it may take.
  if (ended.late && (whole || timeoutMs < mostMs)) return null;
  const found = new Map();
  for (const [, verdict, name] of ended.stdout.matchAll(/^\s*--- (PASS|FAIL|SKIP): (\S+)/gm))
    if (verdict !== 'SKIP') found.set(name, verdict === 'PASS');
  const all = [...found].map(([name, ok]) => ({ name, ok }));
  // What ends early, or by itself, has not passed whatever it said before.
  if ((ended.code !== 0 || ended.late) && all.every(({ ok }) => ok)) return [];
  return all.filter(({ name }) => !all.some((other) => other.name.startsWith(`${name}/`)));
}
