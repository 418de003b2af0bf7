import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

export type ObjectType = 'commit' | 'tree' | 'blob';
export type ObjectFormat = 'sha1' | 'sha256';

/** An object as it stands in a pack: its kind and size, then its deflated content. */
interface Packed {
  id: string;
  entry: Buffer;
}

/** A pack of ours, by its path without an ending; its entries in their order. */
interface Pack {
  path: string;
  entries: readonly { id: string; bytes: number }[];
  bytes: number;
}

const typeNumber: Record<ObjectType, number> = { commit: 1, tree: 2, blob: 3 };
const headerBytes = 12;
/** So many packs of one size become one of the next: git looks through all of them. */
const sameSize = 16;
/** What is larger stays as it is. */
const mergedBytes = 8 * 1024 * 1024;

/**
 * Writes objects as git's packs, all that belong together into one: making a file takes up to a millisecond, and a change deep in a
 * tree makes five objects. The formats are those of gitformat-pack(5).
 */
export class PackWriter {
  readonly #folder: string;
  readonly #scratch: string;
  readonly #algorithm: ObjectFormat;
  readonly #levels: Pack[][] = [];
  /** What is in a pack that this writer wrote, or waits for the next. */
  readonly #known = new Set<string>();
  #waiting: Packed[] = [];

  /** @param scratch folder on the same file system. */
  constructor(objects: string, scratch: string, algorithm: ObjectFormat) {
    this.#folder = join(objects, 'pack');
    this.#scratch = scratch;
    this.#algorithm = algorithm;
  }

  /** The id of an object, which is written by the next {@link flush}. */
  add(type: ObjectType, body: Buffer): string {
    const id = createHash(this.#algorithm).update(`${type} ${body.length}\0`).update(body).digest('hex');
    if (this.#known.has(id)) return id;
    this.#known.add(id);
    this.#waiting.push({ id, entry: Buffer.concat([entryHeader(type, body.length), deflateSync(body, { level: 1 })]) });
    return id;
  }

  /** Once this returns, git finds everything that was added. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const pack = this.#write(this.#waiting);
    this.#waiting = [];
    this.#keep(pack, 0);
  }

  #keep(pack: Pack, level: number): void {
    const packs = (this.#levels[level] ??= []);
    packs.push(pack);
    if (packs.length < sameSize) return;
    this.#levels[level] = [];
    if (packs.reduce((sum, { bytes }) => sum + bytes, 0) > mergedBytes) return;
    const merged = this.#write(packs.flatMap((each) => readPack(each)));
    // A git that works meanwhile, and misses a pack, looks again for what there is.
    for (const { path } of packs) for (const ending of ['idx', 'pack']) rmSync(`${path}.${ending}`, { force: true });
    this.#keep(merged, level + 1);
  }

  #write(objects: readonly Packed[]): Pack {
    const header = Buffer.alloc(headerBytes);
    header.write('PACK', 'latin1');
    header.writeUInt32BE(2, 4);
    header.writeUInt32BE(objects.length, 8);
    const content = Buffer.concat([header, ...objects.map(({ entry }) => entry)]);
    const checksum = createHash(this.#algorithm).update(content).digest();
    const path = join(this.#folder, `pack-${checksum.toString('hex')}`);
    const pack = {
      path,
      entries: objects.map(({ id, entry }) => ({ id, bytes: entry.length })),
      bytes: content.length,
    };
    // An earlier process wrote the very same; a git may be reading it.
    if (existsSync(`${path}.idx`)) return pack;
    const index = join(this.#scratch, `index-${randomBytes(6).toString('hex')}`);
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(`${path}.pack`, Buffer.concat([content, checksum]));
    // For git a pack is there once its index is.
    writeFileSync(index, indexOf(objects, checksum, this.#algorithm));
    renameSync(index, `${path}.idx`);
    return pack;
  }
}

/** Kind and size: four bits of the size in the first byte, seven in each that follows. */
function entryHeader(type: ObjectType, size: number): Buffer {
  const bytes: number[] = [];
  let rest = Math.floor(size / 16);
  let byte = (typeNumber[type] << 4) | (size % 16);
  while (rest > 0) {
    bytes.push(byte | 0x80);
    byte = rest % 128;
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, byte]);
}

function readPack({ path, entries }: Pack): Packed[] {
  const content = readFileSync(`${path}.pack`);
  let at = headerBytes;
  return entries.map(({ id, bytes }) => ({ id, entry: content.subarray(at, (at += bytes)) }));
}

/** Version 2 of an index: how many ids begin with at most each byte, then ids, checksums and places, in the order of the ids. */
function indexOf(objects: readonly Packed[], checksum: Buffer, algorithm: ObjectFormat): Buffer {
  let at = headerBytes;
  const placed = objects.map(({ id, entry }) => {
    const place = at;
    at += entry.length;
    return { id: Buffer.from(id, 'hex'), crc: crc32(entry), place };
  });
  placed.sort((a, b) => Buffer.compare(a.id, b.id));
  const numbers = (values: readonly number[]): Buffer => {
    const buffer = Buffer.alloc(values.length * 4);
    values.forEach((value, index) => buffer.writeUInt32BE(value, index * 4));
    return buffer;
  };
  const upTo = Array.from({ length: 256 }, (_, byte) => placed.filter(({ id }) => (id[0] ?? 0) <= byte).length);
  const content = Buffer.concat([
    Buffer.from([0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]),
    numbers(upTo),
    ...placed.map(({ id }) => id),
    numbers(placed.map(({ crc }) => crc)),
    numbers(placed.map(({ place }) => place)),
    checksum,
  ]);
  return Buffer.concat([content, createHash(algorithm).update(content).digest()]);
}
