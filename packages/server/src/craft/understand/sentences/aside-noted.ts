/** What a program notes by itself, in the words of its reader: "noted : expense : approved : approval date". */

type Cut = { kind: 'noted'; told: string; left: string[] } | undefined;

/** "approval date noted by itself when a expense becomes approved"; the time's name is that of no thing. */
export function notedOf(text: string): Cut {
  const [, field = '', what = '', state = ''] =
    /^([a-z ]+) noted by itself when an? ([a-z]+(?: [a-z]+)?) becomes ([a-z]+)$/.exec(text) ?? [];
  return field === ''
    ? undefined
    : { kind: 'noted', told: `noted : ${what} : ${state} : ${field}`, left: [`a ${what} can be ${state}`] };
}
