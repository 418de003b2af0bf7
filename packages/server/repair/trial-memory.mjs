/**
 * Ends what takes far more memory than the tests do: a loop that gathers without end would otherwise be paid for in full by every trial. Where
 * there is no /proc nothing is watched.
 */
import { readdirSync, readFileSync } from 'node:fs';

const { kind } = JSON.parse(process.argv[2] ?? '{}');
const everyMs = 50;
const megabyte = 1024 * 1024;
/** Until something has come to its end. A runner of JavaScript that takes file after file in one process keeps much of what it loads. */
const mostAtFirst = (kind === 'go' ? 1024 : 3072) * megabyte;
const leastLater = 384 * megabyte;
/** Compilers need what they need. */
const toolchain = new Set(['go', 'compile', 'link', 'asm', 'cgo', 'vet', 'cc1', 'ld']);

let seen = 0;
let settled = false;
let timer = null;
const watched = new Set();
let ended = [];

const limit = () => (settled ? Math.max(leastLater, seen * 2 + leastLater / 3) : mostAtFirst);

/** Process groups with the bytes that each of their processes holds. */
function held() {
  const groups = new Map();
  for (const pid of pids()) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const end = stat.lastIndexOf(')');
      const group = Number(stat.slice(end + 2).split(' ')[2]);
      if (toolchain.has(stat.slice(stat.indexOf('(') + 1, end)) || ![...watched].some((one) => one.pid === group))
        continue;
      const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
      if (!groups.has(group)) groups.set(group, new Map());
      groups.get(group).set(pid, kilobytes * 1024);
    } catch {
      // It has ended since it was listed.
    }
  }
  return groups;
}

function pids() {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function look() {
  const groups = held();
  for (const one of watched) {
    for (const [pid, bytes] of groups.get(one.pid) ?? []) {
      const grown = bytes - (one.before.get(pid) ?? 0);
      one.peak = Math.max(one.peak, grown);
      if (grown > limit()) one.onOver();
    }
  }
}

/** Watches a process, and what it starts, until the answer is called. What it holds already is not counted. */
export function watchMemory(pid, cwd, onOver) {
  const one = { pid, cwd, peak: 0, before: new Map(), onOver: () => watched.delete(one) && onOver() };
  watched.add(one);
  one.before = held().get(pid) ?? one.before;
  timer ??= setInterval(look, everyMs);
  return () => {
    watched.delete(one);
    ended.push(one);
    if (watched.size === 0) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** A request of a copy is done: what its tests took that came to their end says what tests may take. */
export function settle(slot, results) {
  settled = true;
  const own = ended.filter(({ cwd }) => cwd.startsWith(slot));
  ended = ended.filter((one) => !own.includes(one));
  if (!results.some(({ late }) => late)) seen = Math.max(seen, ...own.map(({ peak }) => peak));
}
