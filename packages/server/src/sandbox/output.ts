import { createHash } from 'node:crypto';
import { StringDecoder } from 'node:string_decoder';

/** One stream of a command: everything is hashed and counted, only a head and a tail are kept. */
export class KeptStream {
  readonly #hash = createHash('sha256');
  readonly #headLimit: number;
  readonly #tailLimit: number;
  readonly #head: Buffer[] = [];
  readonly #decoder = new StringDecoder('utf8');
  #headBytes = 0;
  /** A ring: allocated only when the head is full, so that most commands never pay for it. */
  #ring: Buffer | undefined;
  #ringBytes = 0;
  #bytes = 0;

  constructor(keepBytes: number) {
    this.#headLimit = Math.ceil(keepBytes / 2);
    this.#tailLimit = Math.floor(keepBytes / 2);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Returns the piece as text for live readers; a character cut in two waits for its second half. */
  push(chunk: Buffer): string {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    const head = chunk.subarray(0, Math.max(0, this.#headLimit - this.#headBytes));
    if (head.length > 0) {
      this.#head.push(head);
      this.#headBytes += head.length;
    }
    if (head.length < chunk.length) this.#pushTail(chunk.subarray(head.length));
    return this.#decoder.write(chunk);
  }

  #pushTail(chunk: Buffer): void {
    this.#ring ??= Buffer.allocUnsafe(this.#tailLimit);
    const size = this.#tailLimit;
    if (size === 0) return;
    const piece = chunk.subarray(Math.max(0, chunk.length - size));
    const at = (this.#ringBytes + chunk.length - piece.length) % size;
    const first = piece.copy(this.#ring, at);
    piece.copy(this.#ring, 0, first);
    this.#ringBytes += chunk.length;
  }

  digest(): Buffer {
    return this.#hash.digest();
  }

  text(): string {
    const head = Buffer.concat(this.#head);
    const ring = this.#ring ?? Buffer.alloc(0);
    if (this.#ringBytes <= ring.length)
      return Buffer.concat([head, ring.subarray(0, this.#ringBytes)]).toString('utf8');
    const at = ring.length === 0 ? 0 : this.#ringBytes % ring.length;
    const tail = Buffer.concat([ring.subarray(at), ring.subarray(0, at)]);
    const left = this.#bytes - head.length - tail.length;
    return `${wholeStart(head)}\n[… ${left} bytes left out …]\n${wholeEnd(tail)}`;
  }
}

/** Text without the half character at a cut end. */
function wholeStart(head: Buffer): string {
  return new StringDecoder('utf8').write(head);
}

/** Text without the half character at a cut beginning (continuation bytes are 10xxxxxx, at most three). */
function wholeEnd(tail: Buffer): string {
  let start = 0;
  while (start < 3 && ((tail[start] ?? 0) & 0xc0) === 0x80) start++;
  return tail.subarray(start).toString('utf8');
}

/** SHA-256 over the two streams' own SHA-256 digests, stdout first: neither has to be held in memory to hash it. */
export function outputHash(stdout: KeptStream, stderr: KeptStream): string {
  return createHash('sha256').update(stdout.digest()).update(stderr.digest()).digest('hex');
}
