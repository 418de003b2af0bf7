import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts a text with a password; base64. Each time it looks otherwise. */
export function encryptText(text: string, password: string): string {
  return seal(Buffer.from(text), password).toString('base64');
}

/** Decrypts what was encrypted with a password. @throws RangeError when the password is wrong or the text was changed. */
export function decryptText(text: string, password: string): string {
  return unseal(Buffer.from(text, 'base64'), password).toString('utf8');
}

/** Writes an encrypted copy of a file beside it; nothing is overwritten. */
export function encryptFile(file: string, password: string): string {
  return copied(file, `${file}.enc`, (content) => seal(content, password));
}

/** Writes the decrypted copy of a file whose name ends in .enc; nothing is overwritten. */
export function decryptFile(file: string, password: string): string {
  if (!file.endsWith('.enc'))
    throw new RangeError(`The name of an encrypted file ends in .enc: ${file}`);
  return copied(file, file.slice(0, -4), (content) => unseal(content, password));
}

function copied(from: string, to: string, change: (content: Buffer) => Buffer): string {
  if (!existsSync(from)) throw new RangeError(`There is no file ${from}.`);
  if (existsSync(to)) throw new RangeError(`There is already a file ${to}.`);
  writeFileSync(to, change(readFileSync(from)), { flag: 'wx', mode: 0o600 });
  return to;
}

/** Salt, nonce, tag and what was encrypted, one behind the other (scrypt, AES-256-GCM). */
function seal(content: Buffer, password: string): Buffer {
  if (password === '') throw new RangeError('The password may not be empty.');
  const salt = randomBytes(saltBytes);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', scryptSync(password, salt, 32), nonce);
  const body = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), body]);
}

function unseal(sealed: Buffer, password: string): Buffer {
  const wrong = 'The password is wrong, or this was changed or never encrypted here.';
  const [nonceAt, tagAt, bodyAt] = [
    saltBytes,
    saltBytes + nonceBytes,
    saltBytes + nonceBytes + tagBytes,
  ];
  if (sealed.length < bodyAt) throw new RangeError(wrong);
  const key = scryptSync(password, sealed.subarray(0, nonceAt), 32);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(nonceAt, tagAt), {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(sealed.subarray(tagAt, bodyAt));
  const body = decipher.update(sealed.subarray(bodyAt));
  try {
    return Buffer.concat([body, decipher.final()]);
  } catch {
    throw new RangeError(wrong);
  }
}
