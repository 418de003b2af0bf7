/** What a program notes or changes by itself, in the words of its reader: "noted : expense : approved : approval date". */

type Cut = { kind: 'noted'; told: string; left: string[] } | undefined;

/** "approval date noted by itself when a expense becomes approved"; the time's name is that of no thing. */
export function notedOf(text: string): Cut {
  const [, field = '', what = '', state = ''] =
    /^([a-z ]+) noted by itself when an? ([a-z]+(?: [a-z]+)?) becomes ([a-z]+)$/.exec(text) ?? [];
  return field === ''
    ? undefined
    : { kind: 'noted', told: `noted : ${what} : ${state} : ${field}`, left: [`a ${what} can be ${state}`] };
}

/** "pet becomes adopted by itself once a application is approved" */
export function markOf(text: string): { kind: 'marks'; told: string; left: string[] } | undefined {
  const [, what = '', state = '', rows = '', done = ''] =
    /^([a-z]+(?: [a-z]+)?) becomes ([a-z]+(?: [a-z]+)?) by itself once an? ([a-z]+(?: [a-z]+)?) is ([a-z]+)$/.exec(
      text,
    ) ?? [];
  if (what === '') return undefined;
  return {
    kind: 'marks',
    told: `marks : ${rows} : ${done} : ${what} : ${state}`,
    left: isMade.test(done) ? [] : [`a ${rows} can be ${done}`],
  };
}

export const isMade = /^(?:made|created|placed|registered|opened|added|entered|booked|started|issued|stored|recorded)$/;
