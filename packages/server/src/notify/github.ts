import type { Triggers } from '@codewright/protocol/webhooks';
import { z } from 'zod';

const repository = z.object({ default_branch: z.string().default('main') });
const issue = z.object({ number: z.number(), title: z.string(), body: z.string().nullish() });
const labelled = z.object({ action: z.literal('labeled'), label: z.object({ name: z.string() }), issue });
const commented = z.object({
  action: z.literal('created'),
  issue,
  comment: z.object({ body: z.string(), author_association: z.string(), user: z.object({ login: z.string() }) }),
});
const checked = z.object({
  action: z.literal('completed'),
  repository,
  check_run: z.object({
    name: z.string(),
    conclusion: z.string().nullable(),
    check_suite: z.object({ head_branch: z.string().nullable() }).nullish(),
    output: z.object({ title: z.string().nullish(), summary: z.string().nullish() }).nullish(),
  }),
});

/** What a delivery of GitHub asks for, or why it asks for nothing. */
export type Wish = { goal: string } | { ignored: string };

/** Who may give commands by comment: people that the repository trusts with itself. */
const trusted = ['OWNER', 'MEMBER', 'COLLABORATOR'];
const failed = ['failure', 'timed_out'];
const longest = 8000;

export function wishOf(event: string, payload: unknown, triggers: Triggers): Wish {
  if (event === 'issues') return ofLabel(payload, triggers);
  if (event === 'issue_comment') return ofComment(payload, triggers);
  if (event === 'check_run') return ofCheck(payload, triggers);
  return { ignored: `The event ${event} makes no job.` };
}

function ofLabel(payload: unknown, { label }: Triggers): Wish {
  const read = labelled.safeParse(payload);
  if (!read.success) return { ignored: 'No label was added.' };
  if (label === null || read.data.label.name !== label)
    return { ignored: `The label ${read.data.label.name} makes no job.` };
  return { goal: ofIssue(read.data.issue) };
}

function ofComment(payload: unknown, { command }: Triggers): Wish {
  const read = commented.safeParse(payload);
  if (!read.success) return { ignored: 'No comment was written.' };
  const { comment, issue: about } = read.data;
  const words = comment.body.trim();
  const isCommand = command !== null && (words === command || /^\s/.test(words.slice(command.length)));
  if (!isCommand || !words.startsWith(command)) return { ignored: 'The comment is no command.' };
  if (!trusted.includes(comment.author_association))
    return { ignored: `${comment.user.login} is no collaborator of the repository.` };
  const asked = words.slice(command.length).trim();
  return { goal: asked === '' ? ofIssue(about) : asked.slice(0, longest) };
}

function ofCheck(payload: unknown, { failedChecks }: Triggers): Wish {
  const read = checked.safeParse(payload);
  if (!read.success) return { ignored: 'No check has ended.' };
  const { check_run: run, repository: of } = read.data;
  if (!failedChecks) return { ignored: 'Failed checks make no jobs here.' };
  if (!failed.includes(run.conclusion ?? '')) return { ignored: `The check ${run.name} has not failed.` };
  if (run.check_suite?.head_branch !== of.default_branch)
    return { ignored: 'The check ran on another branch than the default one.' };
  const said = [run.output?.title, run.output?.summary].filter((one) => one).join('\n\n');
  return { goal: `Fix the failing check ${run.name}${said === '' ? '' : `\n\n${said}`}`.slice(0, longest) };
}

function ofIssue({ title, body }: z.infer<typeof issue>): string {
  return `${title}${body ? `\n\n${body}` : ''}`.slice(0, longest);
}
