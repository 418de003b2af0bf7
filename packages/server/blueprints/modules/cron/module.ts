export interface NextRunsOptions {
  /** The time after which to look, ISO 8601; now if not given. */
  after?: string | undefined;
  /** How many, 1 to 1000. */
  count?: number;
}

interface CronField {
  name: string;
  min: number;
  max: number;
  words?: readonly string[];
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const weekdays = 'sun mon tue wed thu fri sat'.split(' ');
const fields: readonly CronField[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: months },
  { name: 'weekday', min: 0, max: 7, words: weekdays },
];
const nicknames: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

interface Schedule {
  minutes: ReadonlySet<number>;
  hours: ReadonlySet<number>;
  days: ReadonlySet<number>;
  months: ReadonlySet<number>;
  weekdays: ReadonlySet<number>;
  /** Day and weekday are both given: either is enough. */
  either: boolean;
}

/** Finds the next times at which a cron expression runs, in UTC. */
export function nextRuns(expression: string, options: NextRunsOptions = {}): string[] {
  const { after, count = 1 } = options;
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw new RangeError('count must be 1 to 1000.');
  }
  const schedule = readSchedule(expression);
  const runs: string[] = [];
  let time = after === undefined ? new Date() : readTime(after);
  while (runs.length < count) {
    time = nextRun(schedule, time, expression);
    runs.push(time.toISOString());
  }
  return runs;
}

/** Says whether a cron expression runs in the minute of a time. */
export function isDue(expression: string, time: string): boolean {
  const schedule = readSchedule(expression);
  const at = readTime(time);
  return (
    isDayOf(schedule, at) &&
    schedule.hours.has(at.getUTCHours()) &&
    schedule.minutes.has(at.getUTCMinutes())
  );
}

/** Says in words when a cron expression runs. */
export function describeCron(expression: string): string {
  const [minute = '', hour = ''] = partsOf(expression);
  const schedule = readSchedule(expression);
  return [describeTime(schedule, minute, hour), ...describeDays(schedule, expression)].join(', ');
}

function describeTime({ minutes, hours }: Schedule, minute: string, hour: string): string {
  const step = /^\*\/(\d+)$/.exec(minute)?.[1];
  if (minute === '*' && hour === '*') return 'every minute';
  if (step !== undefined && hour === '*') return `every ${step} minutes`;
  if (minutes.size === 1 && hours.size === 1) {
    const [m = 0] = minutes;
    const [h = 0] = hours;
    return `at ${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`;
  }
  const past = minute === '*' ? 'every minute' : `at ${counted('minute', [...minutes])}`;
  return hour === '*' ? `${past} of every hour` : `${past} past ${counted('hour', [...hours])}`;
}

function describeDays(schedule: Schedule, expression: string): string[] {
  const [, , day, month, weekday] = partsOf(expression);
  const dayNames = [...schedule.weekdays].map((one) => weekdayNames[one] ?? '');
  const monthNamed = [...schedule.months].map((one) => monthNames[one - 1] ?? '');
  return [
    ...(day === '*' ? [] : [`on ${counted('day', [...schedule.days])}`]),
    ...(weekday === '*' ? [] : [`${day === '*' ? 'on' : 'or on'} ${listed(dayNames)}`]),
    ...(month === '*' ? [] : [`in ${listed(monthNamed)}`]),
  ];
}

const weekdayNames = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const monthNames =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

function counted(what: string, numbers: readonly number[]): string {
  return `${what}${numbers.length === 1 ? '' : 's'} ${listed(numbers.map(String))}`;
}

function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

function partsOf(expression: string): string[] {
  const text = expression.trim().toLowerCase();
  const parts = (nicknames[text] ?? text).split(/\s+/);
  if (parts.length !== fields.length) {
    throw new SyntaxError('A cron expression has five fields: minute, hour, day, month, weekday.');
  }
  return parts;
}

function readSchedule(expression: string): Schedule {
  const parts = partsOf(expression);
  const [minutes, hours, days, monthSet, weekdaySet] = fields.map((field, at) =>
    readField(parts[at] ?? '', field),
  );
  const empty = new Set<number>();
  // Sunday is 0 and 7.
  const known = new Set([...(weekdaySet ?? empty)].map((one) => one % 7));
  return {
    minutes: minutes ?? empty,
    hours: hours ?? empty,
    days: days ?? empty,
    months: monthSet ?? empty,
    weekdays: known,
    either: parts[2] !== '*' && parts[4] !== '*',
  };
}

/** `*`, `5`, `1-5`, `*\/10`, `1-30/2`, names, and lists of them. */
function readField(text: string, field: CronField): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [, range = '', stepText] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const [first = '', last] = range.split('-');
    const from = range === '*' ? field.min : readNumber(first, field, text);
    const open = range === '*' || (stepText !== undefined && last === undefined);
    const to = last !== undefined ? readNumber(last, field, text) : open ? field.max : from;
    const step = Number(stepText ?? 1);
    if (step < 1 || from > to) throw new SyntaxError(`"${text}" is no ${field.name}.`);
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}

function readNumber(text: string, { name, min, max, words }: CronField, whole: string): number {
  const at = words?.indexOf(text) ?? -1;
  const value = at === -1 ? Number(/^\d+$/.test(text) ? text : Number.NaN) : at + min;
  if (!(value >= min && value <= max)) throw new SyntaxError(`"${whole}" is no ${name}.`);
  return value;
}

function readTime(text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new SyntaxError(`"${text}" is no time.`);
  return time;
}

function isDayOf(schedule: Schedule, time: Date): boolean {
  if (!schedule.months.has(time.getUTCMonth() + 1)) return false;
  const day = schedule.days.has(time.getUTCDate());
  const weekday = schedule.weekdays.has(time.getUTCDay());
  return schedule.either ? day || weekday : day && weekday;
}

/** Steps by days, then hours, then minutes; in eight years every day that exists has come. */
function nextRun(schedule: Schedule, after: Date, expression: string): Date {
  const time = new Date(after);
  time.setUTCSeconds(0, 0);
  time.setUTCMinutes(time.getUTCMinutes() + 1);
  const end = after.getUTCFullYear() + 9;
  while (time.getUTCFullYear() < end) {
    if (!isDayOf(schedule, time)) {
      time.setUTCDate(time.getUTCDate() + 1);
      time.setUTCHours(0, 0);
    } else if (!schedule.hours.has(time.getUTCHours())) {
      time.setUTCHours(time.getUTCHours() + 1, 0);
    } else if (!schedule.minutes.has(time.getUTCMinutes())) {
      time.setUTCMinutes(time.getUTCMinutes() + 1);
    } else return time;
  }
  throw new RangeError(`"${expression}" never runs.`);
}
