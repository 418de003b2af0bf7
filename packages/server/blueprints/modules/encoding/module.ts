export interface EncodingOptions {
  /** base64, base64url, base32, hex or url. */
  as?: string;
}

interface TextCodec {
  encode: (text: string) => string;
  /** undefined where the text is no such encoding. */
  decode: (text: string) => string | undefined;
}

const base32Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const codecs: Record<string, TextCodec> = {
  base64: {
    encode: (text) => Buffer.from(text).toString('base64'),
    decode: (text) =>
      /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? fromBuffer(text, 'base64') : undefined,
  },
  base64url: {
    encode: (text) => Buffer.from(text).toString('base64url'),
    decode: (text) => (/^[\w-]*={0,2}$/.test(text) ? fromBuffer(text, 'base64url') : undefined),
  },
  base32: { encode: toBase32, decode: fromBase32 },
  hex: {
    encode: (text) => Buffer.from(text).toString('hex'),
    decode: (text) => (/^([0-9a-f]{2})*$/i.test(text) ? fromBuffer(text, 'hex') : undefined),
  },
  url: {
    encode: encodeURIComponent,
    decode: (text) => (/%(?![0-9a-f]{2})/i.test(text) ? undefined : decodeURIComponent(text)),
  },
};

/** Encodes a text, base64 if nothing else is said. */
export function encodeText(text: string, options: EncodingOptions = {}): string {
  return codecOf(options).encode(text);
}

/** Decodes what was encoded. @throws RangeError when it is no such encoding. */
export function decodeText(text: string, options: EncodingOptions = {}): string {
  const decoded = codecOf(options).decode(options.as === 'url' ? text : text.replace(/\s/g, ''));
  if (decoded === undefined) throw new RangeError(`This is not ${options.as ?? 'base64'}.`);
  return decoded;
}

function codecOf({ as = 'base64' }: EncodingOptions): TextCodec {
  const codec = Object.hasOwn(codecs, as) ? codecs[as] : undefined;
  if (!codec) throw new RangeError(`${as} is not one of ${Object.keys(codecs).join(', ')}.`);
  return codec;
}

function fromBuffer(text: string, encoding: BufferEncoding): string {
  return Buffer.from(text, encoding).toString('utf8');
}

/** Five bits a letter, filled up to eight letters (RFC 4648). */
function toBase32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  const letters = groups.map((group) => base32Digits[Number.parseInt(group.padEnd(5, '0'), 2)]);
  return letters.join('').padEnd(Math.ceil(letters.length / 8) * 8, '=');
}

function fromBase32(text: string): string | undefined {
  const letters = text.toUpperCase().replace(/=+$/, '');
  if (!/^[A-Z2-7]*$/.test(letters)) return undefined;
  const bits = [...letters].map((letter) =>
    base32Digits.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))).toString('utf8');
}
