import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import type { Call, Run } from './descriptions.ts';
import { rowsOf } from './readme.ts';
import { pause, run } from './process.ts';
import { tryGoCall } from './outside-go.ts';
import { tryRustCall } from './outside-rust.ts';

export interface Program {
  folder: string;
  argv: readonly string[];
  env: Record<string, string>;
  readme: string;
  /** Where it listens, for a server. */
  port: number;
}

function orders(args: readonly string[]): string[][] {
  if (args.length === 2) return [[...args], args.toReversed()];
  if (args.length !== 3) return [[...args]];
  const [a = '', b = '', c = ''] = args;
  return [
    [a, b, c],
    [b, c, a],
    [a, c, b],
  ];
}

/** All command lines that the README lets one try for some arguments. */
function commandLines(readme: string, args: readonly string[]): string[][] {
  const fromUsage = [...readme.matchAll(/^[\w-]+ ([a-z][\w-]*) [<[-]/gm)].map((match) => match[1] ?? '');
  const fromTable = rowsOf(readme, 'command').map(([text = '']) => text.split(' ')[1] ?? '');
  const fromHeadings = [...readme.matchAll(/^### ([a-z][\w-]*)$/gm)].map((match) => match[1] ?? '');
  const commands = [...new Set([...fromUsage, ...fromHeadings, ...fromTable])].filter((word) => /^[a-z]/.test(word));
  const options = [...new Set([...readme.matchAll(/^\| `(--[a-z-]+)/gm)].map((match) => match[1] ?? ''))];
  const shapes: string[][] = orders(args);
  if (args.length > 1) {
    shapes.push([args.join(' ')], [args.join(',')], [args.map((one) => one).join('+')]);
    const last = args.at(-1) ?? '';
    for (const option of options) shapes.push([...args.slice(0, -1), option, last]);
  }
  if (args.length === 3)
    for (const from of options)
      for (const to of options) if (from !== to) shapes.push([args[0] ?? '', from, args[1] ?? '', to, args[2] ?? '']);
  if (args.length === 1) for (const option of options) shapes.push([option, ...args], [...args, option]);
  return ['', ...commands]
    .flatMap((command) => shapes.map((shape) => [...(command ? [command] : []), ...shape]))
    .slice(0, 120);
}

/** Whether some way of calling the program prints what it should. */
export async function tryRun(program: Program, stated: Run): Promise<string | null> {
  const box = join(program.folder, '..', 'box');
  mkdirSync(box, { recursive: true });
  for (const [path, text] of Object.entries(stated.files)) {
    mkdirSync(dirname(join(box, path)), { recursive: true });
    writeFileSync(join(box, path), text);
  }
  const pattern = new RegExp(stated.prints ?? '.', 'i');
  let seen = '';
  let failures = 0;
  const lines = commandLines(program.readme, stated.args);
  const inputs: (string | undefined)[] = [stated.stdin];
  const [file] = Object.keys(stated.files);
  // A tool may as well take a file's contents from standard input, or a text where a file is named.
  if (file !== undefined && Object.keys(stated.files).length === 1) inputs.push(stated.files[file]);
  for (const stdin of inputs)
    for (const line of stdin === undefined || stated.stdin !== undefined
      ? lines
      : lines.map((words) => words.filter((word) => word !== stated.args[0]))) {
      const ran = await run([...program.argv, ...line], {
        cwd: box,
        env: program.env,
        seconds: 10,
        ...(stdin === undefined ? {} : { stdin }),
      });
      if (/\n\s+at .*\/src\//.test(ran.stderr)) return `it broke: ${line.join(' ')}: ${ran.stderr.slice(0, 200)}`;
      if (stated.fails) {
        if (ran.code !== 0) failures++;
        continue;
      }
      if ((ran.code === 0 || (stated.orFails && ran.code === 1)) && pattern.test(ran.stdout)) return null;
      if (stated.orFails && ran.code === 1 && ran.stdout.trim() === '' && ran.stderr.trim() !== '') return null;
      if (ran.code === 0 && ran.stdout.trim()) seen = `${line.join(' ')} → ${ran.stdout.trim().slice(0, 120)}`;
      else seen ||= `${line.join(' ')} → ${ran.stderr.trim().slice(0, 120)}`;
    }
  if (stated.fails) return failures > 0 ? null : 'no command refuses it';
  return `nothing prints ${stated.prints ?? ''}; last ${seen}`;
}

export async function tryCall(program: Program, call: Call, language: string): Promise<string | null> {
  const here = import.meta.dirname;
  if (language === 'go') return tryGoCall(program.folder, call, program.env);
  if (language === 'rust') return tryRustCall(program.folder, call, program.env);
  const argv =
    language === 'python'
      ? ['python3', join(here, 'outside.py'), program.folder, JSON.stringify(call)]
      : [process.execPath, join(here, 'outside.mjs'), entryOf(program.folder), JSON.stringify(call)];
  const ran = await run(argv, { cwd: program.folder, env: program.env, seconds: 20 });
  return ran.code === 0 ? null : `no export does it ${ran.stderr.slice(0, 200)}`;
}

function entryOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    exports?: { '.'?: { default?: string } | string } | string;
  };
  const main = typeof manifest.exports === 'string' ? undefined : manifest.exports?.['.'];
  return join(
    folder,
    (typeof manifest.exports === 'string' ? manifest.exports : typeof main === 'string' ? main : main?.default) ??
      'dist/index.js',
  );
}

/** Lines to a TCP server, in the spelling given and in small letters. */
export async function tryLines(program: Program, send: readonly string[], sees: string): Promise<string | null> {
  const commands = rowsOf(program.readme, 'command').map(([text = '']) => text.split(' ')[0] ?? '');
  const quoted = send.map((line) => `"${line}"`);
  const ways = [
    send,
    send.map((line) => line.replace(/^\w+/, (word) => word.toLowerCase())),
    send.map((line) => line.replace(/^DEL\b/, 'delete').replace(/^\w+/, (word) => word.toLowerCase())),
    ...commands.map((command) => quoted.map((line) => `${command} ${line}`)),
    ...commands.map((command) => send.map((line) => `${command} ${line}`)),
  ];
  let last = '';
  for (const lines of ways) {
    const said = await new Promise<string>((resolve) => {
      const socket = connect(program.port, '127.0.0.1');
      let text = '';
      socket.on('data', (piece) => (text += piece.toString()));
      socket.on('error', (cause) => resolve(String(cause)));
      socket.on('close', () => resolve(text));
      void (async () => {
        for (const line of lines) {
          socket.write(`${line}\n`);
          await pause(80);
        }
        await pause(120);
        socket.destroy();
      })();
    });
    last = said.trim().split('\n').at(-1) ?? '';
    if (!last.startsWith('ERROR') && new RegExp(sees, 'i').test(last)) return null;
  }
  return `last answer: ${last.slice(0, 120)}`;
}

/** A text to every address that takes one. */
export async function tryGet(program: Program, text: string, sees: string): Promise<string | null> {
  const url = `http://127.0.0.1:${program.port}`;
  let last = '';
  for (const [method = 'GET', path = '', , takes = ''] of rowsOf(program.readme, 'method')) {
    const names = takes
      .split(',')
      .map((part) => part.replace(/\(.*\)/, '').trim())
      .filter(Boolean);
    const words = text.split(' ');
    const shapes =
      names.length > 1 && names.length - (takes.match(/\(default /g)?.length ?? 0) <= words.length
        ? [words.map((word) => (/^-?\d+(\.\d+)?$/.test(word) ? Number(word) : word))]
        : [];
    const single = [text, ...(/^\d+$/.test(text) ? [Number(text)] : [])];
    for (const values of [...single.map((one) => [one]), ...shapes]) {
      const body = Object.fromEntries(values.flatMap((value, index) => (names[index] ? [[names[index], value]] : [])));
      const query = new URLSearchParams(
        Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]),
      ).toString();
      const response = await fetch(
        `${url}${path.replaceAll(/:\w+/g, encodeURIComponent(text))}${method === 'GET' ? `?${query}` : ''}`,
        method === 'GET'
          ? { redirect: 'manual' }
          : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      );
      last = `${method} ${path} ${response.status} ${(await response.text()).slice(0, 200)}`;
      if (response.ok && new RegExp(sees).test(last)) return null;
    }
  }
  return `last answer: ${last}`;
}

export async function tryShortening(program: Program): Promise<string | null> {
  const url = `http://127.0.0.1:${program.port}`;
  const target = 'https://example.com/some/long/path?x=1';
  const [, path = ''] = rowsOf(program.readme, 'method').find(([method]) => method === 'POST') ?? [];
  const made = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: target }),
  });
  const text = await made.text();
  const code = /"(?:code|short|slug)":"([^"]+)"/.exec(made.ok ? text : '')?.[1];
  if (!code) return `no code: ${made.status} ${text.slice(0, 200)}`;
  const followed = await fetch(`${url}/${code}`, { redirect: 'manual' });
  return followed.headers.get('location') === target ? null : `no redirect: ${followed.status}`;
}

export async function tryPlay(program: Program, type: readonly string[], sees: string): Promise<string | null> {
  const ran = await run(program.argv, {
    cwd: program.folder,
    env: program.env,
    stdin: type.map((line) => `${line}\n`).join(''),
    seconds: 10,
  });
  if (ran.code === null || /\n\s+at .*\/src\//.test(ran.stderr)) return `it broke: ${ran.stderr.slice(0, 200)}`;
  return new RegExp(sees, 'i').test(ran.stdout) && ran.stdout.length > 40
    ? null
    : `it says: ${ran.stdout.slice(0, 200)} ${ran.stderr.slice(0, 100)}`;
}

/** All text files below a folder, by path. */
export function textsBelow(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  if (!existsSync(folder)) return found;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(html|js|css|mjs)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(path.slice(folder.length + 1), readFileSync(path, 'utf8'));
  }
  return found;
}
