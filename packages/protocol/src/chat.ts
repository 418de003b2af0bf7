import { z } from 'zod';

/** A place in the code that an answer rests on. */
export const codePlace = z.object({
  path: z.string(),
  /** From 1, both inclusive. */
  line: z.number().int(),
  end: z.number().int(),
  symbol: z.string().nullable(),
  text: z.string(),
});
export type CodePlace = z.infer<typeof codePlace>;

/** How a message is meant, where its words leave it open. */
export const readings = ['follow-up', 'new'] as const;
export type Reading = (typeof readings)[number];

/** Something to choose instead of typing: its words are sent as they stand. */
export const choice = z.object({ label: z.string(), text: z.string(), as: z.enum(readings).nullable() });
export type Choice = z.infer<typeof choice>;

export const speakers = ['user', 'codewright', 'shell'] as const;

/** One message of a conversation: an entry of the ledger, in the chain of the conversation. */
export const chatMessage = z.object({
  /** Id of its ledger entry. */
  id: z.string(),
  conversation: z.string(),
  /** 1, 2, 3 … within the conversation. */
  seq: z.number().int(),
  at: z.string(),
  who: z.enum(speakers),
  /** Markdown where Codewright speaks. */
  text: z.string(),
  /** The job that it is about: shown as a card, which tells how it stands. */
  job: z.string().nullable(),
  choices: z.array(choice),
  places: z.array(codePlace),
  /** Ledger entries that it rests on. */
  refs: z.array(z.string()),
});
export type ChatMessage = z.infer<typeof chatMessage>;

export const conversationSettings = z
  .object({ model: z.string().max(200), agent: z.string().max(100), workflow: z.string().max(100) })
  .partial();

export const conversation = z.object({
  id: z.string(),
  /** The name that a person gave it; null: none. */
  name: z.string().nullable(),
  /** First line of its first message. */
  title: z.string(),
  /** The repository, or the folder, that it is about. */
  folder: z.string().nullable(),
  settings: conversationSettings,
  startedAt: z.string(),
  updatedAt: z.string(),
  owner: z.string(),
  /** Ids of its jobs, oldest first. */
  jobs: z.array(z.string()),
  messages: z.number().int(),
  /** Beginning of the newest message. */
  last: z.string(),
});
export type Conversation = z.infer<typeof conversation>;

const conversationId = z.string().min(4).max(40).describe('id of a conversation, or its ending, or its name');

export const chatRequest = z.object({
  text: z.string().trim().min(1).max(10_000),
  conversationId: conversationId.optional().describe('a new conversation when absent'),
  folder: z.string().max(4096).optional().describe('absolute path of the repository that it is about'),
  as: z.enum(readings).optional().describe('how it is meant, where that was asked'),
  again: z.boolean().optional().describe('the words stand in the conversation already: they were asked about'),
  key: z
    .string()
    .regex(/^[\w.:-]{8,100}$/)
    .optional()
    .describe('sent again with the same key it is one message'),
  ...conversationSettings.shape,
});
export type ChatRequest = z.infer<typeof chatRequest>;

/** What a message led to: itself, and the answer. */
export const chatTurn = z.object({ conversation, messages: z.array(chatMessage) });
export type ChatTurn = z.infer<typeof chatTurn>;

export const noteRequest = z.object({
  conversationId: conversationId.optional().describe('a new conversation when absent'),
  who: z.enum(speakers).default('user'),
  text: z.string().max(20_000),
  job: z.string().max(40).optional().describe('a job that belongs to the conversation from now on'),
  folder: z.string().max(4096).optional(),
});
export type NoteRequest = z.input<typeof noteRequest>;

export const conversationChange = z.object({
  name: z.string().trim().min(1).max(100).nullable().optional(),
  folder: z.string().max(4096).nullable().optional(),
  settings: conversationSettings.optional(),
});
export type ConversationChange = z.infer<typeof conversationChange>;

export const conversationQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).optional().describe('50 when absent'),
  before: z.string().max(100).optional().describe('cursor of the page before: its `next`'),
});
export type ConversationQuery = z.infer<typeof conversationQuery>;
export const conversationPage = z.object({ conversations: z.array(conversation), next: z.string().nullable() });
export type ConversationPage = z.infer<typeof conversationPage>;

export const messageQuery = z.object({
  conversationId: conversationId.optional().describe('of one conversation; with `q` alone those of all'),
  q: z.string().min(1).max(1000).optional().describe('messages that hold the words, best first'),
  after: z.coerce.number().int().min(0).optional().describe('only messages with a greater `seq`'),
  limit: z.coerce.number().int().min(1).max(500).optional().describe('the newest 200 when absent'),
});
export type MessageQuery = z.infer<typeof messageQuery>;

export const fileQuery = z.object({
  folder: z.string().min(1).max(4096).describe('absolute path of a repository'),
  q: z.string().max(200).optional().describe('a part of the path'),
  limit: z.coerce.number().int().min(1).max(100).optional().describe('20 when absent'),
});
export type FileQuery = z.infer<typeof fileQuery>;

/** What goes on in a conversation now. */
export const chatStates = ['thinking', 'typing', 'working', 'idle'] as const;
export const chatState = z.object({
  state: z.enum(chatStates),
  /** What is being done, in words; '' when idle. */
  doing: z.string(),
  job: z.string().nullable(),
});
export type ChatState = z.infer<typeof chatState>;
