// `npm run bench [-- <name> --large]`: runs bench/*.bench.ts one after the other and prints one table. Nothing is kept: this machine's figures are
// only worth comparing side by side. Beside other agents: `npm run bench:peers`.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { useOwnTemporary } from './test-temporary.ts';

interface Row {
  name: string;
  value: number;
  unit: string;
  /** What the design asks for, e.g. `≤ 4`. */
  aim?: string;
}

useOwnTemporary();
const folder = join(import.meta.dirname, '../bench');
const wanted = process.argv.slice(2).filter((name) => !name.startsWith('--'));
const flags = process.argv.slice(2).filter((name) => name.startsWith('--'));
const files = readdirSync(folder).filter(
  (file) => file.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((name) => file.startsWith(name))),
);
for (const file of files) {
  process.stdout.write(`\n${file.replace('.bench.ts', '')}\n`);
  const { run } = (await import(join(folder, file))) as { run: (flags: string[]) => Promise<Row[]> };
  for (const row of await run(flags)) {
    const value = row.value >= 100 ? Math.round(row.value).toLocaleString('en') : row.value.toPrecision(3);
    process.stdout.write(
      `  ${row.name.padEnd(52)} ${value.padStart(10)} ${row.unit.padEnd(10)} ${row.aim ? `aim ${row.aim}` : ''}\n`,
    );
  }
}
