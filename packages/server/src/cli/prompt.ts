import { CodewrightError } from '../shared/errors.ts';

/** Asks on the terminal. @throws CodewrightError CANCELLED when the person backs out. */
export async function ask(question: string, choices: string[]): Promise<string> {
  const prompts = await import('@clack/prompts');
  const result =
    choices.length > 0
      ? await prompts.select({
          message: question,
          options: choices.map((choice) => ({ value: choice, label: choice })),
        })
      : await prompts.text({
          message: question,
          validate: (value) => (value?.trim() ? undefined : 'Please answer in a few words.'),
        });
  if (prompts.isCancel(result)) {
    throw new CodewrightError('CANCELLED', 'Nothing was answered, so nothing was changed.', {
      hint: 'The job still waits: codewright jobs list --status waiting_human',
    });
  }
  return result;
}
