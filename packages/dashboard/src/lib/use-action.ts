import { useMutation } from '@tanstack/react-query';
import { queries } from './api.ts';
import { notify, notifyError } from './notices.ts';

/** Something that a person asked for: pending at once, then what came of it, or the cause and a way to try again. */
export function useAction<Input, Output>(options: {
  /** `Pausing the job` */
  what: string;
  run: (input: Input) => Promise<Output>;
  /** `The job is paused at its next step.` */
  done?: (output: Output, input: Input) => string | undefined;
  after?: (output: Output, input: Input) => void;
}) {
  const mutation = useMutation<Output, unknown, Input>({
    mutationFn: options.run,
    onSuccess(output, input) {
      const words = options.done?.(output, input);
      if (words) notify({ tone: 'good', title: words, detail: '' });
      options.after?.(output, input);
    },
    onError: (error, input) => notifyError(error, `${options.what} failed`, () => mutation.mutate(input)),
    // Whatever came of it, what is shown is read again: waited for, but after a fault one may try again at once.
    onSettled(_output, error) {
      const reread = queries.invalidateQueries();
      return error ? undefined : reread;
    },
  });
  return { start: (input: Input) => mutation.mutate(input), pending: mutation.isPending, error: mutation.error };
}
