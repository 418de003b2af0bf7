export interface WorkingDayOptions {
  /** Dates that do not count. */
  holidays?: readonly string[];
}

export interface MonthCalendarOptions {
  /** The day on which weeks begin. */
  first?: 'monday' | 'sunday';
}

const dayMilliseconds = 86_400_000;

/** The date so many working days later; Saturdays, Sundays and holidays do not count. */
export function addWorkingDays(
  date: string,
  days: number,
  options: WorkingDayOptions = {},
): string {
  if (!Number.isInteger(days) || Math.abs(days) > 100_000) {
    throw new RangeError('The days are a whole number up to 100000.');
  }
  const holidays = new Set(options.holidays?.map((one) => dateText(readDate(one))));
  let time = readDate(date);
  for (let left = Math.abs(days); left > 0; ) {
    time += Math.sign(days) * dayMilliseconds;
    const weekday = new Date(time).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !holidays.has(dateText(time))) left -= 1;
  }
  return dateText(time);
}

const monthTitles =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const weekdaysShort = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

/** The days of a month, a line for each week. */
export function monthCalendar(
  year: number,
  month: number,
  options: MonthCalendarOptions = {},
): string {
  const { first = 'monday' } = options;
  if (!Number.isInteger(month) || month < 1 || month > 12)
    throw new RangeError('A month is 1 to 12.');
  if (!Number.isInteger(year) || year < 1 || year > 9999)
    throw new RangeError('A year is 1 to 9999.');
  const head = `${monthTitles[month - 1] ?? ''} ${year}`;
  const start = new Date(readDate(`${String(year).padStart(4, '0')}-01-01`));
  start.setUTCMonth(month - 1);
  const before = (start.getUTCDay() + (first === 'monday' ? 6 : 0)) % 7;
  const count = new Date(new Date(start).setUTCMonth(month, 0)).getUTCDate();
  const days = Array.from({ length: count }, (_, at) => String(at + 1).padStart(2));
  const cells = [...Array.from({ length: before }, () => '  '), ...days];
  const names =
    first === 'monday'
      ? weekdaysShort
      : [...weekdaysShort.slice(-1), ...weekdaysShort.slice(0, -1)];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, at) =>
    cells.slice(at * 7, at * 7 + 7).join(' '),
  );
  const title = `${' '.repeat(Math.floor((20 - head.length) / 2))}${head}`;
  return `${[title, names.join(' '), ...weeks].join('\n')}\n`;
}

/** Says what a time in one time zone is in another. */
export function convertTime(time: string, from: string, to: string): string {
  const [, date = '', hour = '', minute = ''] =
    /^(\d{4}-\d{2}-\d{2})[ T]([01]\d|2[0-3]):([0-5]\d)$/.exec(time.trim()) ?? [];
  if (date === '') throw new RangeError(`Write the time as YYYY-MM-DD HH:MM: ${time}`);
  const wall = readDate(date) + (Number(hour) * 60 + Number(minute)) * 60_000;
  const zone = zoneNamed(from);
  // Twice, for a wall time near the hour at which clocks change.
  const near = wall - offsetOf(zone, wall);
  return wallText(wall - offsetOf(zone, near), zoneNamed(to));
}

function readDate(date: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || dateText(time) !== date) throw new RangeError(`"${date}" is no date.`);
  return time;
}

function dateText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** A zone by its whole name or by its city. */
function zoneNamed(name: string): string {
  const plain = name.trim().replaceAll(' ', '_').toLowerCase();
  // The names that a runtime lists may be older ones: "Calcutta" is "Kolkata" now.
  const renamed: Record<string, string> = {
    kolkata: 'Asia/Kolkata',
    utc: 'UTC',
    kyiv: 'Europe/Kyiv',
  };
  const zones = Intl.supportedValuesOf('timeZone');
  const found = zones.find((zone) => zone.toLowerCase() === plain);
  const city = zones.find((zone) => zone.toLowerCase().endsWith(`/${plain}`));
  const zone = found ?? renamed[plain] ?? city;
  if (zone === undefined) throw new RangeError(`There is no time zone ${name}.`);
  return zone;
}

/** Milliseconds that a zone is ahead of UTC. */
function offsetOf(zone: string, time: number): number {
  return (
    Date.parse(`${wallText(time, zone).replace(' ', 'T')}:00Z`) - Math.floor(time / 60_000) * 60_000
  );
}

function wallText(time: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(time);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}
