export * from './lru-cache.js';
export * from './rate-limiter.js';
