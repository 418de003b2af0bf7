import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Packages as registries keep them, made by the tests that serve them. */

/** A zip archive of texts, nothing compressed. */
export function zip(files: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(path);
    const data = Buffer.from(text);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    // 1 January 2026: what no time is set for is of 1979, which some refuse.
    facts.writeUInt16LE(0x5c21, 8);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(name.length, 22);
    bodies.push(Buffer.from('PK\x03\x04'), facts, name, data);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), facts, place, name);
    offset += 30 + name.length + data.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(18);
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, ...directory, Buffer.from('PK\x05\x06'), end]);
}

/** A wheel of one module. https://packaging.python.org/en/latest/specifications/binary-distribution-format/ */
export function wheel(name: string, version: string, source: string, demands: readonly string[] = []): Buffer {
  const info = `${name}-${version}.dist-info`;
  const files = {
    [`${name}.py`]: source,
    [`${info}/METADATA`]: `${['Metadata-Version: 2.1', `Name: ${name}`, `Version: ${version}`, ...demands.map((one) => `Requires-Dist: ${one}`)].join('\n')}\n`,
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  };
  const record = [...Object.keys(files), `${info}/RECORD`].map((path) => `${path},,\n`).join('');
  return zip({ ...files, [`${info}/RECORD`]: record });
}

/** The two lines that go.sum has for a version of a module. https://go.dev/ref/mod#go-sum-files */
export function goSums(module: string, version: string, files: Readonly<Record<string, string>>): string {
  const of = (entries: [string, string][]) =>
    createHash('sha256')
      .update(
        entries
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([path, text]) => `${createHash('sha256').update(text).digest('hex')}  ${path}\n`)
          .join(''),
      )
      .digest('base64');
  const whole = Object.entries(files).map(([path, text]): [string, string] => [`${module}@${version}/${path}`, text]);
  const mod = of([['go.mod', files['go.mod'] ?? '']]);
  return `${module} ${version} h1:${of(whole)}\n${module} ${version}/go.mod h1:${mod}\n`;
}
