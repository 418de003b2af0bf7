const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** When nothing is said but a part of the day. */
const hours: Readonly<Record<string, number>> = {
  night: 3,
  nightly: 3,
  morning: 8,
  noon: 12,
  evening: 18,
  midnight: 0,
};

/** "every night at 3", "every 15 minutes", "on mondays at 9:30", as a cron expression; every morning at 6 where no time is named. */
export function cronIn(description: string): string {
  const text = description.toLowerCase();
  const every = /\bevery (\d+) (minute|hour)s?\b/.exec(text);
  if (every?.[2] === 'minute') return `*/${every[1]} * * * *`;
  if (every) return `0 */${every[1]} * * *`;
  if (/\b(?:every|each|once a) minute\b/.test(text)) return '* * * * *';
  if (/\b(?:(?:every|each|once an) hour|hourly)\b/.test(text)) return '0 * * * *';
  const [, at, minute = '0', half] =
    /\bat (\d{1,2})(?:[:.](\d{2}))?(?: ?(am|pm|a\.m\.|p\.m\.))?(?![\d%])/.exec(text) ?? [];
  const part = Object.keys(hours).find((word) => new RegExp(`\\b${word}\\b`).test(text));
  const hour =
    at === undefined ? (hours[part ?? ''] ?? 6) : (Number(at) % (half ? 12 : 24)) + (half?.startsWith('p') ? 12 : 0);
  const day = weekdays.findIndex((name) => new RegExp(`\\b(?:every|on|each) ${name}s?\\b`).test(text));
  const weekly = /\b(?:(?:every|each|once a) week|weekly)\b/.test(text) ? '1' : '*';
  return `${Number(minute)} ${hour} * * ${day >= 0 ? day : weekly}`;
}
