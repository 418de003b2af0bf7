import { relative, resolve, sep } from 'node:path';
import type { Actor, Emit } from '@codewright/protocol/event';
import type { MemberEdit, PermissionRequest } from '../adapters/contract.ts';
import type { Action } from '../policy/contract.ts';
import { decide } from '../policy/decide.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { MissingFile, ToolError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import { unifiedDiff } from '../shared/unified-diff.ts';
import type { LeaveOptions } from './contract.ts';

interface Around {
  leave: LeaveOptions;
  workspace: Pick<Workspace, 'root' | 'read'>;
  member: { name: string };
  emit: Emit;
  /** Of the task. */
  key: string;
  role: string;
  readOnly: boolean;
  actor: Actor;
}

/** Answers a member's permission request by our policy, and records the answer. What a person must say is asked for. */
export async function askLeave(
  request: PermissionRequest,
  around: Around,
): Promise<{ allow: boolean; reason: string }> {
  const answer = await judge(request, around);
  const { call } = request;
  await around.emit({
    kind: 'event',
    actor: around.actor,
    summary: `${answer.allow ? 'Allowed' : 'Refused'}: ${call.title}${answer.allow ? '' : ` (${answer.reason})`}`,
    data: { event: 'permission-answered', task: around.key, agent: around.member.name, tool: call.tool, ...answer },
  });
  return answer;
}

async function judge(request: PermissionRequest, around: Around): Promise<{ allow: boolean; reason: string }> {
  const { call, kind } = request;
  const { leave, role, readOnly, key } = around;
  const action = actionOf(request, around);
  const decided = decide(action, {
    mode: leave.mode,
    forbiddenPaths: leave.forbiddenPaths,
    readOnly,
    autoApprove: leave.autoApprove,
    now: new Date(),
  });
  if (decided.verdict === 'deny') {
    return { allow: false, reason: `${decided.reason} ${decided.remediation}`.trim() };
  }
  // The way out leads to its provider alone, whoever would say yes.
  if (kind === 'network') return { allow: false, reason: 'There is no network here. Work with what the folder holds.' };
  if (decided.verdict === 'allow') return { allow: true, reason: decided.reason };
  const subject = { tool: call.tool, role, input: call.input };
  const diff = await diffOf(request.edits, around.workspace);
  // Under a key of what is asked: a run that begins anew asks the same, and gets the same answer.
  const reply = await leave.ask(`${key}/leave-${sha256(JSON.stringify(subject)).slice(0, 16)}`, {
    kind: 'approval',
    text: `${around.member.name}, ${call.title}: ${decided.reason}`,
    choices: ['approve', 'reject'],
    action: diff === '' ? subject : { ...subject, diff },
    rule: decided.rule,
  });
  const yes = /^(approved?|yes|y|ok)$/i.test(reply.trim());
  return { allow: yes, reason: yes ? 'A person approved it.' : `A person refused: ${reply}` };
}

/** What edits would make of the files of the tree; '' where that cannot be told, so that nobody decides by half of it. */
async function diffOf(edits: readonly MemberEdit[], workspace: Around['workspace']): Promise<string> {
  const files = new Map<string, { before: string | null; after: string | null }>();
  try {
    for (const edit of edits) {
      const path = relative(workspace.root, resolve(workspace.root, edit.path));
      const file = files.get(path) ?? (await fileAt(path, workspace));
      files.set(path, { ...file, after: edited(file.after ?? '', edit) });
    }
  } catch (error) {
    if (error instanceof ToolError) return '';
    throw error;
  }
  const diffs = [...files].map(([path, { before, after }]) => unifiedDiff(path, before, after));
  return (await Promise.all(diffs)).join('');
}

async function fileAt(path: string, workspace: Around['workspace']) {
  try {
    const before = (await workspace.read(path)).toString('utf8');
    return { before, after: before };
  } catch (error) {
    if (error instanceof MissingFile) return { before: null, after: null };
    throw error;
  }
}

function edited(text: string, edit: MemberEdit): string {
  if (edit.old === null) return edit.new;
  // No text in place of one: a new file is meant.
  if (edit.old === '' ? text !== '' : !text.includes(edit.old))
    throw new ToolError(`The old text is not in ${edit.path}.`);
  return edit.all ? text.split(edit.old).join(edit.new) : text.replace(edit.old, () => edit.new);
}

/** Places outside the tree that are the member's own in the sandbox: they vanish with it. */
const own = ['/tmp', '/var/tmp'];

function actionOf({ call, kind, paths, command, hosts }: PermissionRequest, { workspace, role }: Around): Action {
  const known: Action['kind'] = kind === 'other' ? 'record' : kind;
  const named = paths
    // Whatever way it is written: `tree/../elsewhere` is not in the tree.
    .map((path) => resolve(workspace.root, path))
    // The sandbox shows it nothing that it must not read.
    .filter(
      (path) =>
        path.startsWith(workspace.root + sep) || (kind !== 'read' && !own.some((at) => path.startsWith(at + sep))),
    )
    .map((path) => relative(workspace.root, path));
  return {
    kind: known,
    tool: call.tool,
    role,
    ...(named.length > 0 ? { paths: named } : {}),
    ...(command ? { command } : {}),
    ...(hosts.length > 0 ? { hosts } : {}),
  };
}
