import type { Job, JobStatus } from '@codewright/protocol/job';

export type Tone = 'good' | 'bad' | 'warn' | 'busy' | 'calm';

export const statusWords: Record<JobStatus, { label: string; tone: Tone }> = {
  queued: { label: 'Queued', tone: 'calm' },
  running: { label: 'Running', tone: 'busy' },
  waiting_human: { label: 'Needs you', tone: 'warn' },
  cancelling: { label: 'Stopping', tone: 'warn' },
  succeeded: { label: 'Done', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  aborted: { label: 'Cancelled', tone: 'calm' },
};

export const isOver = (job: Pick<Job, 'status'>): boolean => ['succeeded', 'failed', 'aborted'].includes(job.status);

export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const [large, small] =
    minutes < 60
      ? [`${minutes} min`, whole % 60 > 0 ? ` ${whole % 60} s` : '']
      : [`${Math.floor(minutes / 60)} h`, minutes % 60 > 0 ? ` ${minutes % 60} min` : ''];
  return large + small;
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
export const amount = (value: number): string => compact.format(value);
export const money = (cents: number): string => (cents === 0 ? '$0' : `$${(cents / 100).toFixed(cents < 100 ? 3 : 2)}`);

export function ago(time: string, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000));
  if (seconds < 45) return 'now';
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`;
  if (seconds < 86_400 * 14) return `${Math.round(seconds / 86_400)} d ago`;
  return new Date(time).toLocaleDateString(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
}

export const clock = (time: string | number): string =>
  new Date(time).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  });

/** A moment to come: `Tue, 24 Nov, 18:05`. */
export const day = (time: string): string =>
  new Date(time).toLocaleString(undefined, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });

/** A number that is exact, as people read it: `12,400`. */
export const exact = (value: number): string => value.toLocaleString('en');

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${exact(count)} ${count === 1 ? one : many}`;

/** The end of a path that tells it from others. */
export const lastPart = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? path;

export const shortId = (id: string): string => id.slice(-8);
