import { describe, expect, test } from 'vitest';
import { seccompProgram } from './seccomp.ts';
import type { SeccompArch } from './seccomp.ts';

const audit = { x64: 0xc000003e, arm64: 0xc00000b7 };

/** Runs the program as the kernel would (linux/filter.h): the verdict for one call. */
function verdict(arch: SeccompArch, nr: number, args: number[] = [], seenAs = audit[arch]): string {
  const program = seccompProgram(arch);
  const data = Buffer.alloc(64);
  data.writeUInt32LE(nr >>> 0, 0);
  data.writeUInt32LE(seenAs, 4);
  for (const [index, value] of args.entries()) data.writeUInt32LE(value >>> 0, 16 + 8 * index);
  let accumulator = 0;
  for (let at = 0; at * 8 < program.length; at++) {
    const [code, yes, no, k] = [
      program.readUInt16LE(at * 8),
      program.readUInt8(at * 8 + 2),
      program.readUInt8(at * 8 + 3),
      program.readUInt32LE(at * 8 + 4),
    ];
    if (code === 0x20) accumulator = data.readUInt32LE(k);
    else if (code === 0x06) return k === 0x7fff0000 ? 'allow' : k === 0x80000000 ? 'kill' : `errno ${k & 0xffff}`;
    else {
      const holds = code === 0x15 ? accumulator === k : code === 0x35 ? accumulator >= k : (accumulator & k) !== 0;
      at += holds ? yes : no;
    }
  }
  return 'fell off the end';
}

const calls = {
  x64: {
    read: 0,
    ioctl: 16,
    socket: 41,
    socketpair: 53,
    clone: 56,
    execve: 59,
    mount: 165,
    unshare: 272,
    setns: 308,
    bpf: 321,
  },
  arm64: {
    read: 63,
    ioctl: 29,
    socket: 198,
    socketpair: 199,
    clone: 220,
    execve: 221,
    mount: 40,
    unshare: 97,
    setns: 268,
    bpf: 280,
  },
};

describe.each(['x64', 'arm64'] as const)('the filter for %s', (arch) => {
  const nr = calls[arch];

  test('lets ordinary calls through and refuses those that reach for the machine', () => {
    for (const name of ['read', 'execve'] as const) expect([name, verdict(arch, nr[name])]).toEqual([name, 'allow']);
    for (const name of ['mount', 'unshare', 'setns', 'bpf'] as const) {
      expect([name, verdict(arch, nr[name])]).toEqual([name, 'errno 1']);
    }
  });

  test('kills calls of another instruction set', () => {
    expect(verdict(arch, nr.read, [], 0x40000003)).toBe('kill');
    if (arch === 'x64') expect(verdict(arch, 0x40000000 + 520)).toBe('kill');
  });

  test('tells threads from new namespaces, and sends clone3 back to clone', () => {
    expect(verdict(arch, nr.clone, [0x003d0f00])).toBe('allow');
    expect(verdict(arch, nr.clone, [17])).toBe('allow');
    for (const flag of [0x10000000, 0x00020000, 0x20000000, 0x40000000, 0x02000000, 0x04000000, 0x08000000]) {
      expect(verdict(arch, nr.clone, [flag | 17])).toBe('errno 1');
    }
    expect(verdict(arch, 435)).toBe('errno 38');
  });

  test('refuses to type into terminals and lets other requests through', () => {
    expect(verdict(arch, nr.ioctl, [0, 0x5412])).toBe('errno 1');
    expect(verdict(arch, nr.ioctl, [0, 0x541c])).toBe('errno 1');
    expect(verdict(arch, nr.ioctl, [0, 0x5413])).toBe('allow');
  });

  test('opens sockets of four kinds only', () => {
    for (const family of [1, 2, 10]) expect(verdict(arch, nr.socket, [family, 1, 0])).toBe('allow');
    expect(verdict(arch, nr.socket, [16, 3, 0])).toBe('allow');
    expect(verdict(arch, nr.socket, [16, 3, 9])).toBe('errno 97');
    for (const family of [17, 38, 40, 31]) expect(verdict(arch, nr.socket, [family, 1, 0])).toBe('errno 97');
    expect(verdict(arch, nr.socketpair, [1, 1, 0])).toBe('allow');
    expect(verdict(arch, nr.socketpair, [30, 1, 0])).toBe('errno 97');
  });

  test('answers io_uring as if the kernel had none', () => {
    for (const call of [425, 426, 427]) expect(verdict(arch, call)).toBe('errno 38');
  });
});
