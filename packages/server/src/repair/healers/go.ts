import type { Diagnosis, Healer, Remedy, Site } from '../contract.ts';
import { nearest, withLine } from './words.ts';

/** Import paths of Go's standard library by the name under which they are used. */
const standard =
  'bufio bytes context crypto/md5 crypto/rand crypto/sha256 database/sql encoding/base64 encoding/binary encoding/csv encoding/hex encoding/json encoding/xml errors flag fmt hash/fnv html html/template io io/fs io/ioutil log log/slog maps math math/big math/bits math/rand mime net net/http net/http/httptest net/mail net/url os os/exec os/signal path path/filepath reflect regexp runtime slices sort strconv strings sync sync/atomic syscall testing text/tabwriter text/template time unicode unicode/utf8'.split(
    ' ',
  );

/** What the compiler of Go says of imports and variables. */
export const goHealer: Healer = {
  name: 'go',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    if (site.ecosystem !== 'go') return found;
    for (const [index, diagnosis] of diagnoses.entries()) {
      const remedies = await remediesFor(diagnosis, site);
      if (remedies.length > 0) found.set(index, remedies);
    }
    return found;
  },
};

async function remediesFor({ file, line, message }: Diagnosis, site: Site): Promise<Remedy[]> {
  const text = file === null ? null : await site.read(file);
  if (file === null || line === null || text === null) return [];
  const remedies: Remedy[] = [];
  const add = (fix: string, summary: string, content: string | null, likelihood: number) => {
    if (content !== null)
      remedies.push({
        fix: `go:${fix}`,
        summary,
        edits: [{ path: file, content }],
        commands: [],
        trust: 2,
        likelihood,
      });
  };
  const change = (at: number, by: (old: string) => string) => withLine(text, at, by);
  const idleImport = /"([^"]+)" imported (?:as \w+ )?and not used|imported and not used: "([^"]+)"/.exec(message);
  if (idleImport) add('drop-import', `do without ${idleImport[1] ?? idleImport[2]}`, withoutLine(text, line), 0.9);
  const idle = /^(\w+) declared (?:and|but) not used|declared and not used: (\w+)/.exec(message);
  const unused = idle?.[1] ?? idle?.[2];
  if (unused !== undefined) {
    const declaration = text.split('\n')[line - 1] ?? '';
    // A lone value without effects goes; of several the idle one is named by the blank.
    if (new RegExp(`^\\s*(?:var )?${unused}\\b[^,(]*$`).test(declaration))
      add('drop-variable', `do without ${unused}`, withoutLine(text, line), 0.85);
    add(
      'blank',
      `name ${unused} by the blank`,
      change(line, (old) => old.replace(new RegExp(`\\b${unused}\\b`), '_').replace(/^(\s*)_ :=/, '$1_ =')),
      0.5,
    );
    // Declared anew in an inner block where the outer one was meant.
    add(
      'assign',
      `assign to ${unused} instead of declaring it`,
      change(line, (old) => old.replace(':=', '=')),
      0.6,
    );
  }
  const lost =
    /undefined: (\w+)/.exec(message)?.[1] ?? /invalid import path|package (\S+) is not in/.exec(message)?.[1];
  if (lost !== undefined) {
    for (const path of standard.filter((one) => one.split('/').at(-1) === lost)) {
      add('add-import', `import ${path}`, withImport(text, path), 0.95);
    }
    if (
      new RegExp(`^\\s*(?:\\w+, )*${lost}(?:, \\w+)* = |\\b(?:if|for|switch) (?:\\w+, )*${lost}(?:, \\w+)* = `).test(
        text.split('\n')[line - 1] ?? '',
      )
    ) {
      add(
        'declare',
        `declare ${lost} in line ${line}`,
        change(line, (old) => old.replace(' = ', ' := ')),
        0.93,
      );
    }
    for (const path of nearest(lost, standard)) {
      add(
        'import-path',
        `import ${path} instead of ${lost}`,
        text.includes(`"${lost}"`) ? text.replace(`"${lost}"`, `"${path}"`) : null,
        0.9,
      );
    }
  }
  if (/no new variables on left side of :=/.test(message))
    add(
      'assign',
      'assign instead of declaring',
      change(line, (old) => old.replace(':=', '=')),
      0.95,
    );
  if (/cannot use|mismatched types|invalid operation|cannot convert|has no field or method/.test(message)) {
    for (const remedy of await types(message, site)) remedies.push(remedy);
  }
  return remedies;
}

/** A field or parameter of another type than everything that is done with it wants. */
async function types(message: string, site: Site): Promise<Remedy[]> {
  const wanted = new Set(message.match(/\b(?:int64|int|float64|string|bool|byte|rune)\b/g));
  const names = new Set(message.match(/\b[A-Za-z]\w+\b/g));
  const remedies: Remedy[] = [];
  for (const path of (await site.files())
    .filter((one) => one.endsWith('.go') && !one.endsWith('_test.go'))
    .slice(0, 300)) {
    const text = (await site.read(path)) ?? '';
    for (const [at, line] of text.split('\n').entries()) {
      const field = /^(\s+)(\w+)(\s+)(int64|int|float64|string|bool)(\s*(?:`.*)?)$/.exec(line);
      if (!field || !names.has(field[2] ?? '')) continue;
      for (const type of [...wanted].filter((one) => one !== field[4])) {
        const content = withLine(text, at + 1, () => `${field[1]}${field[2]}${field[3]}${type}${field[5]}`);
        if (content === null) continue;
        remedies.push({
          fix: 'go:type',
          summary: `make ${field[2]} a ${type}`,
          edits: [{ path, content }],
          commands: [],
          trust: 3,
          likelihood: 0.8,
        });
      }
    }
  }
  return remedies.slice(0, 8);
}

function withoutLine(text: string, line: number): string {
  return text
    .split('\n')
    .filter((_line, at) => at !== line - 1)
    .join('\n');
}

/** Joins the list of imports at its place in the alphabet. */
function withImport(text: string, path: string): string {
  const list = /^import \(\n([^)]*)\)/m.exec(text);
  if (list) {
    const lines = [...(list[1] ?? '').split('\n').filter((line) => line.trim() !== ''), `\t"${path}"`];
    return text.replace(list[0], `import (\n${lines.toSorted().join('\n')}\n)`);
  }
  const one = /^import (".*")$/m.exec(text);
  if (one) return text.replace(one[0], `import (\n\t${one[1]}\n\t"${path}"\n)`);
  return text.replace(/^package \w+\n/m, (line) => `${line}\nimport "${path}"\n`);
}
