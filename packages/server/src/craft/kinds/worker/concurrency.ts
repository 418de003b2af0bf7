const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const number = `(\\d{1,3}|${words.join('|')})`;
const said = [
  `\\bconcurrency(?: limit)?(?: of| is|:| =)? ${number}\\b`,
  `\\b${number} (?:concurrent|parallel|simultaneous)(?: workers?| jobs?| tasks?| threads?)?\\b`,
  `\\b${number} (?:worker )?(?:workers|threads)\\b`,
  `\\b${number} (?:jobs?|tasks?)? ?(?:at a time|at once|in parallel|at the same time|concurrently|simultaneously)\\b`,
].map((form) => new RegExp(form, 'i'));

/** "concurrency of 4", "three jobs at a time": how many jobs a worker does at a time; one where nothing is said. */
export function concurrencyIn(description: string): number {
  const found = said.map((form) => form.exec(description)?.[1]?.toLowerCase()).find((one) => one !== undefined) ?? '1';
  const named = words.indexOf(found) + 1;
  return Math.max(1, named > 0 ? named : Number(found));
}

/** Of words that say nothing else. */
export function saysConcurrency(text: string): boolean {
  return said.some((form) => form.test(text));
}
