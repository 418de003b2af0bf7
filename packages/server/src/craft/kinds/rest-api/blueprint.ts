import type { Blueprint } from '../../contract.ts';
import { commitMessage } from './commit-message.ts';
import { generateProject, packageNeeds } from './generate.ts';
import { planProject } from './plan.ts';
import { probeScript } from './probe/probe.ts';

/** A REST API with Hono over SQLite. */
export const restApi: Blueprint = { packageNeeds, generateProject, planProject, probeScript, commitMessage };
