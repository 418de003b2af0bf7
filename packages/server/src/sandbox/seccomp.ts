import { CodewrightError } from '../shared/errors.ts';

/** Processor architectures the filter is written for. */
export type SeccompArch = 'x64' | 'arm64';

interface Architecture {
  /** AUDIT_ARCH_*: what the kernel reports for a call of this instruction set. */
  audit: number;
  /** System call numbers; only those that this architecture has. */
  calls: Readonly<Record<string, number>>;
}

/** Numbers shared by all architectures since Linux 5.1 began to number them alike. */
const common = {
  io_uring_setup: 425,
  io_uring_enter: 426,
  io_uring_register: 427,
  open_tree: 428,
  move_mount: 429,
  fsopen: 430,
  fsconfig: 431,
  fsmount: 432,
  fspick: 433,
  clone3: 435,
  pidfd_getfd: 438,
  mount_setattr: 442,
  quotactl_fd: 443,
  open_tree_attr: 467,
} as const;

const architectures: Readonly<Record<SeccompArch, Architecture>> = {
  x64: {
    audit: 0xc000003e,
    calls: {
      ...common,
      ioctl: 16,
      socket: 41,
      socketpair: 53,
      clone: 56,
      ptrace: 101,
      syslog: 103,
      uselib: 134,
      vhangup: 153,
      modify_ldt: 154,
      pivot_root: 155,
      _sysctl: 156,
      chroot: 161,
      acct: 163,
      settimeofday: 164,
      mount: 165,
      umount2: 166,
      swapon: 167,
      swapoff: 168,
      reboot: 169,
      iopl: 172,
      ioperm: 173,
      create_module: 174,
      init_module: 175,
      delete_module: 176,
      quotactl: 179,
      nfsservctl: 180,
      lookup_dcookie: 212,
      clock_settime: 227,
      kexec_load: 246,
      add_key: 248,
      request_key: 249,
      keyctl: 250,
      unshare: 272,
      perf_event_open: 298,
      fanotify_init: 300,
      open_by_handle_at: 304,
      clock_adjtime: 305,
      setns: 308,
      process_vm_readv: 310,
      process_vm_writev: 311,
      kcmp: 312,
      finit_module: 313,
      kexec_file_load: 320,
      bpf: 321,
      userfaultfd: 323,
    },
  },
  arm64: {
    audit: 0xc00000b7,
    calls: {
      ...common,
      lookup_dcookie: 18,
      ioctl: 29,
      umount2: 39,
      mount: 40,
      pivot_root: 41,
      nfsservctl: 42,
      chroot: 51,
      vhangup: 58,
      quotactl: 60,
      acct: 89,
      unshare: 97,
      kexec_load: 104,
      init_module: 105,
      delete_module: 106,
      clock_settime: 112,
      syslog: 116,
      ptrace: 117,
      reboot: 142,
      settimeofday: 170,
      socket: 198,
      socketpair: 199,
      add_key: 217,
      request_key: 218,
      keyctl: 219,
      clone: 220,
      swapon: 224,
      swapoff: 225,
      perf_event_open: 241,
      fanotify_init: 262,
      open_by_handle_at: 265,
      clock_adjtime: 266,
      setns: 268,
      process_vm_readv: 270,
      process_vm_writev: 271,
      kcmp: 272,
      finit_module: 273,
      bpf: 280,
      userfaultfd: 282,
      kexec_file_load: 294,
    },
  },
};

/** These are judged by their arguments below, or answered with "no such call" so that callers fall back. */
const special = new Set([
  'ioctl',
  'socket',
  'socketpair',
  'clone',
  'clone3',
  'io_uring_setup',
  'io_uring_enter',
  'io_uring_register',
]);

const EPERM = 1;
const ENOSYS = 38;
const EAFNOSUPPORT = 97;
const KILL_PROCESS = 0x80000000;
const ALLOW = 0x7fff0000;
const errno = (n: number) => 0x00050000 | n;

// Offsets into struct seccomp_data; both architectures are little-endian, so an argument's low half comes first.
const NR = 0;
const ARCH = 4;
const argument = (index: number) => 16 + 8 * index;

const X32_BIT = 0x40000000;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const NAMESPACE_FLAGS = 0x7e020000;
const TIOCSTI = 0x5412;
const TIOCLINUX = 0x541c;
/** AF_UNIX (Node's own pipes), AF_INET, AF_INET6. */
const SOCKET_FAMILIES = [1, 2, 10];
const AF_NETLINK = 16;

type Target = 'allow' | 'kill' | 'denied' | 'nosys' | 'nofamily' | 'next';
interface Instruction {
  code: number;
  k: number;
  /** Where to go when the comparison holds, and when it does not. */
  yes?: Target | number;
  no?: Target | number;
}

const load = (k: number): Instruction => ({ code: 0x20, k });
const equal = (k: number, yes: Target | number, no: Target | number = 'next'): Instruction => ({
  code: 0x15,
  k,
  yes,
  no,
});
const atLeast = (k: number, yes: Target): Instruction => ({ code: 0x35, k, yes, no: 'next' });
const anyBit = (k: number, yes: Target, no: Target): Instruction => ({ code: 0x45, k, yes, no });

function instructions(arch: SeccompArch): Instruction[] {
  const { audit, calls } = architectures[arch];
  const number = (name: string): number => {
    const found = calls[name];
    if (found === undefined) throw new CodewrightError('INTERNAL', `No number for system call ${name} on ${arch}.`);
    return found;
  };
  const program: Instruction[] = [load(ARCH), equal(audit, 'next', 'kill'), load(NR)];
  // The x32 calls share the 64-bit architecture id but not its numbers: they would walk around every line below.
  if (arch === 'x64') program.push(atLeast(X32_BIT, 'kill'));
  for (const [name, nr] of Object.entries(calls)) if (!special.has(name)) program.push(equal(nr, 'denied'));
  for (const name of ['io_uring_setup', 'io_uring_enter', 'io_uring_register', 'clone3']) {
    // clone3 takes its flags through memory, which a filter cannot read; the C library falls back to clone.
    program.push(equal(number(name), 'nosys'));
  }
  const when = (name: string, body: Instruction[]): void => {
    program.push(equal(number(name), 'next', body.length), ...body);
  };
  when('clone', [load(argument(0)), anyBit(NAMESPACE_FLAGS, 'denied', 'allow')]);
  when('ioctl', [load(argument(1)), equal(TIOCSTI, 'denied'), equal(TIOCLINUX, 'denied', 'allow')]);
  when('socket', [
    load(argument(0)),
    ...SOCKET_FAMILIES.map((family) => equal(family, 'allow')),
    equal(AF_NETLINK, 'next', 'nofamily'),
    // Only NETLINK_ROUTE: getifaddrs needs it. The other families reach far into the kernel.
    load(argument(2)),
    equal(0, 'allow', 'nofamily'),
  ]);
  when('socketpair', [load(argument(0)), equal(1, 'allow', 'nofamily')]);
  return program;
}

/** The filter as `bwrap --seccomp` reads it: an array of struct sock_filter (u16 code, u8 jt, u8 jf, u32 k). */
export function seccompProgram(arch: SeccompArch): Buffer {
  const body = instructions(arch);
  const ends: [Target, number][] = [
    ['allow', ALLOW],
    ['denied', errno(EPERM)],
    ['nosys', errno(ENOSYS)],
    ['nofamily', errno(EAFNOSUPPORT)],
    ['kill', KILL_PROCESS],
  ];
  const jump = (from: number, to: Target | number | undefined): number => {
    if (to === undefined || to === 'next') return 0;
    if (typeof to === 'number') return to;
    const distance = body.length + ends.findIndex(([name]) => name === to) - from - 1;
    if (distance > 255) throw new CodewrightError('INTERNAL', 'The seccomp program is too long for its jumps.');
    return distance;
  };
  const buffer = Buffer.alloc(8 * (body.length + ends.length));
  const write = (index: number, code: number, yes: number, no: number, k: number): void => {
    buffer.writeUInt16LE(code, index * 8);
    buffer.writeUInt8(yes, index * 8 + 2);
    buffer.writeUInt8(no, index * 8 + 3);
    buffer.writeUInt32LE(k >>> 0, index * 8 + 4);
  };
  for (const [index, instruction] of body.entries()) {
    write(index, instruction.code, jump(index, instruction.yes), jump(index, instruction.no), instruction.k);
  }
  for (const [index, [, k]] of ends.entries()) write(body.length + index, 0x06, 0, 0, k);
  return buffer;
}

/** The filter's name for Node's `process.arch`; undefined where there is none yet. */
export function seccompArch(arch: string): SeccompArch | undefined {
  return arch === 'x64' || arch === 'arm64' ? arch : undefined;
}
