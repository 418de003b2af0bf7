import { CodewrightError } from '../shared/errors.ts';

const otherwise = 'Something else …';

/** Asks for what must not be seen on the screen. @throws CodewrightError CANCELLED when the person backs out. */
export async function askHidden(question: string): Promise<string> {
  const prompts = await import('@clack/prompts');
  const result = await prompts.password({ message: question, output: process.stderr });
  if (typeof result === 'string' && result !== '') return result;
  throw new CodewrightError('CANCELLED', 'Nothing was entered, so nothing was changed.');
}

/**
 * Asks on the terminal: a choice where there are choices, else words. `free` lets the person say something else than
 * the choices. @throws CodewrightError CANCELLED when the person backs out; `left` says what is left as it was.
 */
export async function ask(
  question: string,
  choices: string[],
  options: { free?: boolean; left?: string } = {},
): Promise<string> {
  const prompts = await import('@clack/prompts');
  // On stderr like all progress: stdout carries the result only.
  const output = process.stderr;
  const taken = (result: unknown): string => {
    if (typeof result === 'string') return result;
    const hint = options.left === undefined ? {} : { hint: options.left };
    throw new CodewrightError('CANCELLED', 'Nothing was answered, so nothing was changed.', hint);
  };
  if (choices.length > 0) {
    const chosen = taken(
      await prompts.select({
        message: question,
        options: [...choices, ...(options.free ? [otherwise] : [])].map((choice) => ({ value: choice, label: choice })),
        output,
      }),
    );
    if (chosen !== otherwise || choices.includes(otherwise)) return chosen;
  }
  return taken(
    await prompts.text({
      message: question,
      validate: (value) => (value?.trim() ? undefined : 'Please answer in a few words.'),
      output,
    }),
  );
}
