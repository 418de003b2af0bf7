// The shell without a network: pages and their files, never an answer of the API.
const cacheName = 'shell-1';
self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.add('/')).then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isShell = request.mode === 'navigate' || url.pathname.startsWith('/assets/') || url.pathname === '/icon.svg';
  if (request.method !== 'GET' || url.origin !== self.location.origin || !isShell) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const cache = await caches.open(cacheName);
  const key = request.mode === 'navigate' ? '/' : request;
  // Files under /assets/ carry their hash in their name: what is kept is right for ever.
  const kept = request.mode === 'navigate' ? undefined : await cache.match(key);
  if (kept) return kept;
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(key, response.clone());
    return response;
  } catch (error) {
    const shell = await cache.match(key);
    if (shell) return shell;
    throw error;
  }
}
