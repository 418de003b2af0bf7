import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Call } from './descriptions.ts';
import { run } from './process.ts';

interface Offered {
  name: string;
  parameters: string[];
}

/**
 * The same as outside.mjs for a crate: a program of another crate that calls each public function which the compiler lets it
 * call with these arguments, and prints what it gives. Null, or what went wrong.
 */
export async function tryRustCall(folder: string, call: Call, env: Record<string, string>): Promise<string | null> {
  const root = readFileSync(join(folder, 'src/lib.rs'), 'utf8');
  const offered = [...root.matchAll(/^pub use \w+::(?:\{([^}]*)\}|(\w+));/gm)].flatMap((match) =>
    (match[1] ?? match[2] ?? '').split(',').map((name) => name.trim()),
  );
  if (call.exports !== undefined) {
    const wanted = new RegExp(call.exports, 'i');
    return offered.some((name) => wanted.test(name)) ? null : 'no export has this name';
  }
  const sources = readdirSync(join(folder, 'src'))
    .filter((name) => name.endsWith('.rs'))
    .map((name) => readFileSync(join(folder, 'src', name), 'utf8'));
  const functions = functionsOf(sources.join('\n')).filter(({ name }) => offered.includes(name));
  const lines = functions.flatMap((one) => {
    const words = argumentsOf(one, call.args);
    return words === null ? [] : [`    println!("{:?}", library::${one.name}(${words.join(', ')}));\n`];
  });
  if (lines.length === 0) return 'no export takes such arguments';
  const own = mkdtempSync(join(tmpdir(), 'codewright-bench-rust-'));
  try {
    const name = /^name = "([^"]+)"/m.exec(readFileSync(join(folder, 'Cargo.toml'), 'utf8'))?.[1] ?? '';
    const needs = `library = { package = "${name}", path = ${JSON.stringify(folder)} }`;
    mkdirSync(join(own, 'src'));
    writeFileSync(
      join(own, 'Cargo.toml'),
      `[package]\nname = "outside"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\n${needs}\n`,
    );
    writeFileSync(join(own, 'src/main.rs'), `fn main() {\n${lines.join('')}}\n`);
    const ran = await run(['cargo', 'run', '--quiet'], { cwd: own, env: { ...env, CARGO_NET_OFFLINE: 'true' } });
    if (ran.code !== 0) return `it can not be called: ${ran.stderr.slice(0, 300)}`;
    const told = ran.stdout.trim().split('\n');
    return told.some((line) => holds(line, call)) ? null : `no export does it: ${told.join('; ').slice(0, 200)}`;
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function functionsOf(source: string): Offered[] {
  return [...source.matchAll(/^pub fn (\w+)\(([^)]*)\)/gm)].map(([, name = '', list = '']) => ({
    name,
    parameters: list
      .split(',')
      .map((one) => one.slice(one.indexOf(':') + 1).trim())
      .filter((one) => one !== ''),
  }));
}

/** What may be left out is left out; null where the others are not of these types. */
function argumentsOf({ parameters }: Offered, args: readonly unknown[]): string[] | null {
  const left = [...args];
  const words: string[] = [];
  for (const type of parameters) {
    if (type.endsWith('Options')) words.push(`&library::${type.replace(/^&/, '')}::default()`);
    else if (type.startsWith('Option<')) words.push('None');
    else {
      const word = left.length > 0 ? literal(type, left.shift()) : null;
      if (word === null) return null;
      words.push(word);
    }
  }
  return left.length === 0 ? words : null;
}

function literal(type: string, value: unknown): string | null {
  if (type === '&str') return typeof value === 'string' ? JSON.stringify(value) : null;
  if (/^[iu](?:\d+|size)$/.test(type)) return Number.isInteger(value) ? String(Number(value)) : null;
  if (type === 'f64') return typeof value === 'number' ? `${value}_f64` : null;
  if (type === 'bool') return typeof value === 'boolean' ? String(value) : null;
  return null;
}

/** Whether what was printed, as `Debug` writes it, is what the call states. */
function holds(line: string, { gives, has, throws }: Call): boolean {
  if (line.startsWith('Err(')) return throws;
  if (throws) return false;
  const inner = line.replace(/^Ok\((.*)\)$/, '$1').replace(/^Some\((.*)\)$/, '$1');
  if (has !== undefined) return inner.includes(has);
  if (gives === undefined) return false;
  if (inner === 'None') return gives === null;
  return typeof gives === 'number' ? Number(inner) === gives : inner === JSON.stringify(gives);
}
