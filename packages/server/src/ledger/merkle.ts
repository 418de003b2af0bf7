import { createHash } from 'node:crypto';

const hash = (...parts: Uint8Array[]): Buffer => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
};
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** Merkle tree root as in RFC 6962 (leaves and nodes hashed apart), over hex leaves; hex. The empty tree is SHA-256 of nothing. */
export function merkleRoot(leaves: readonly string[]): string {
  if (leaves.length === 0) return hash().toString('hex');
  const build = (from: number, to: number): Buffer => {
    if (to - from === 1) return hash(leafPrefix, Buffer.from(leaves[from] ?? '', 'hex'));
    // The largest power of two below the width splits the tree.
    const split = from + 2 ** (Math.ceil(Math.log2(to - from)) - 1);
    return hash(nodePrefix, build(from, split), build(split, to));
  };
  return build(0, leaves.length).toString('hex');
}
