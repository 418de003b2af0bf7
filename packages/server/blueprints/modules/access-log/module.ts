export interface LogReportOptions {
  /** Most addresses and paths to name. */
  top?: number;
}

export interface LogFilterOptions {
  /** First digits of the status. */
  status?: string | undefined;
  /** What the path must hold. */
  path?: string | undefined;
}

export interface LogCount {
  name: string;
  count: number;
}

export interface LogReport {
  requests: number;
  bytes: number;
  statuses: Record<string, number>;
  addresses: LogCount[];
  paths: LogCount[];
  hours: Record<string, number>;
  /** Lines that are no entries of an access log. */
  unread: number;
}

interface LogEntry {
  line: string;
  address: string;
  hour: string;
  path: string;
  status: string;
  bytes: number;
}

/** Address, identity, user, time, request, status and bytes; referrer and agent may follow. */
const entryPattern =
  /^(\S+) \S+ \S+ \[\d+\/\w+\/\d+:(\d{2}):[^\]]*\] "(?:[A-Z]+) ([^" ]*)[^"]*" (\d{3}) (\d+|-)/;

/** Counts requests by status, address, path and hour. */
export function analyseLog(log: string, options: LogReportOptions = {}): LogReport {
  const { top = 10 } = options;
  if (!Number.isInteger(top) || top < 1) throw new RangeError('top must be at least 1.');
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const entries = lines.flatMap(readEntry);
  const plain = entries.map((entry) => ({ ...entry, path: entry.path.replace(/\?.*$/, '') }));
  return {
    requests: entries.length,
    bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0),
    statuses: Object.fromEntries(sortedCounts(entries.map(({ status }) => status))),
    addresses: mostSeen(
      entries.map(({ address }) => address),
      top,
    ),
    paths: mostSeen(
      plain.map(({ path }) => path),
      top,
    ),
    hours: Object.fromEntries(sortedCounts(entries.map(({ hour }) => hour))),
    unread: lines.length - entries.length,
  };
}

/** Gives the lines of a log whose status begins with some digits and whose path holds a text. */
export function filterLog(log: string, options: LogFilterOptions = {}): string {
  const { status = '', path = '' } = options;
  const entries = log.split('\n').flatMap(readEntry);
  const kept = entries.filter(
    (entry) => entry.status.startsWith(status) && entry.path.includes(path),
  );
  return kept.map(({ line }) => `${line}\n`).join('');
}

function readEntry(line: string): LogEntry[] {
  const [, address = '', hour = '', path = '', status = '', bytes = ''] =
    entryPattern.exec(line) ?? [];
  if (status === '') return [];
  return [{ line, address, hour, path, status, bytes: bytes === '-' ? 0 : Number(bytes) }];
}

function sortedCounts(names: readonly string[]): [name: string, count: number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The most frequent first; of equals the first by name. */
function mostSeen(names: readonly string[], top: number): LogCount[] {
  return sortedCounts(names)
    .sort(([, a], [, b]) => b - a)
    .slice(0, top)
    .map(([name, count]) => ({ name, count }));
}
