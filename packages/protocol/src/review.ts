import { z } from 'zod';

/** A place in a diff: lines of one side of one file, as they were at a commit, with the words that stood there. */
const place = {
  file: z.string().min(1).max(4096),
  /** `old`: the file before the change. */
  side: z.enum(['old', 'new']),
  /** From 1, both inclusive. */
  line: z.number().int().min(1),
  endLine: z.number().int().min(1),
  /** Commit whose file the lines are of. */
  commit: z.string().regex(/^(?:[0-9a-f]{7,64})?$/),
  /** The lines that were commented on, as the diff showed them: `+`, `-` or a space before each. */
  hunk: z.string().max(20_000),
};

/** A comment as it is written. Without words it is taken back. */
export const commentDraft = z
  .object({ id: z.string().regex(/^[\w-]{8,64}$/), ...place, text: z.string().max(8000) })
  .refine(({ line, endLine }) => endLine >= line, { path: ['endLine'], message: 'must not be before `line`' });
export type CommentDraft = z.infer<typeof commentDraft>;

/** Where the lines of a comment are in the newest state of the work. */
export const placeNow = z.object({
  /** `outdated`: the lines were changed or are gone. `unknown`: that state cannot be looked at. */
  state: z.enum(['same', 'moved', 'outdated', 'unknown']),
  file: z.string(),
  /** The first of the lines; null where they are no more. */
  line: z.number().int().nullable(),
});
export type PlaceNow = z.infer<typeof placeNow>;

export const draftComment = z.object({
  id: z.string(),
  ...place,
  text: z.string(),
  /** ISO 8601. */
  updatedAt: z.string(),
  now: placeNow,
});
export type DraftComment = z.infer<typeof draftComment>;

export const sentComment = z.object({
  id: z.string(),
  /** From 1, over all reviews of the job: how the team names it. */
  number: z.number().int().min(1),
  ...place,
  text: z.string(),
  now: placeNow,
  /** `delivered`: who does the work has read it. `addressed`: the place was changed afterwards, or they said what they did. */
  state: z.enum(['pending', 'delivered', 'addressed']),
  /** First recorded commit in which the place is changed; null where it is not, or not committed yet. */
  changedBy: z.string().nullable(),
  /** What they answered to this comment, and the entry that holds it. */
  reply: z.object({ text: z.string(), entry: z.string() }).nullable(),
});
export type SentComment = z.infer<typeof sentComment>;

export const sentReview = z.object({
  id: z.string(),
  at: z.string(),
  /** What was said about all of it; '' for nothing. */
  remark: z.string(),
  /** The state of the work that was shown when it was sent; '' where it has none. */
  seen: z.string(),
  /** The job that works on it: the reviewed one, or one that follows on it. */
  job: z.string(),
  comments: z.array(sentComment),
});
export type SentReview = z.infer<typeof sentReview>;

/** A file of a change that a person has looked at. */
export const viewedFile = z.object({
  file: z.string().min(1).max(4096),
  /** Tells its diff as it was then from any other: a file that has changed since is to be looked at again. */
  mark: z.string().min(1).max(100),
  /** The state of the work that it was looked at in; '' where it has none. */
  commit: z.string().regex(/^(?:[0-9a-f]{7,64})?$/),
});
export type ViewedFile = z.infer<typeof viewedFile>;

export const viewMark = viewedFile.extend({ viewed: z.boolean().describe('false takes the mark back') });
export type ViewMark = z.infer<typeof viewMark>;

export const viewedFiles = z.object({ viewed: z.array(viewedFile) });

/** The reviews of a job: what one person is writing and has looked at, and what was sent, newest first. */
export const reviews = z.object({ draft: z.array(draftComment), sent: z.array(sentReview), ...viewedFiles.shape });
export type Reviews = z.infer<typeof reviews>;

export const reviewSubmission = z.object({
  remark: z.string().max(8000).optional(),
  seen: z
    .string()
    .regex(/^(?:[0-9a-f]{7,64})?$/)
    .optional()
    .describe('commit of the work that was looked at: what comes later is new to whoever sends it'),
});
export type ReviewSubmission = z.infer<typeof reviewSubmission>;

/** What a job changed, with the commits that it is between; null where there is none (a new project, work that is gone). */
export const changes = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  diff: z.string(),
});
export type Changes = z.infer<typeof changes>;

export interface ChangesQuery {
  from?: string;
  to?: string;
  /** Leaves out what differs in spaces only. */
  ignoreSpace?: boolean;
}

export const fileList = z.object({
  commit: z.string(),
  /** Sorted. `changed`: the job has changed it. */
  files: z.array(z.object({ path: z.string(), changed: z.boolean() })),
});
export type FileList = z.infer<typeof fileList>;

export const fileContent = z.object({
  path: z.string(),
  commit: z.string(),
  bytes: z.number().int(),
  /** The text; its beginning where `cut`, '' where it is no text. */
  text: z.string(),
  binary: z.boolean(),
  cut: z.boolean(),
});
export type FileContent = z.infer<typeof fileContent>;

/** An entry of a job that holds the words, with what stands around them. */
export const foundEntry = z.object({
  id: z.string(),
  seq: z.number().int(),
  time: z.string(),
  kind: z.string(),
  summary: z.string(),
  excerpt: z.string(),
});
export type FoundEntry = z.infer<typeof foundEntry>;

/** Oldest first; `more`: others follow after the last. */
export const found = z.object({ hits: z.array(foundEntry), more: z.boolean() });
export type Found = z.infer<typeof found>;
