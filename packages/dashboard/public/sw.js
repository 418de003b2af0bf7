// The shell without a network: pages and their files, never an answer of the API.
const cacheName = 'shell-1';
self.addEventListener('install', (event) => event.waitUntil(keepShell()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isShell = request.mode === 'navigate' || url.pathname.startsWith('/assets/') || /^\/icon[\w-]*\.(svg|png)$/.test(url.pathname);
  if (request.method !== 'GET' || url.origin !== self.location.origin || !isShell) return;
  event.respondWith(answer(request));
});

async function keepShell() {
  const cache = await caches.open(cacheName);
  // Asked for as a browser asks for a page: programs that ask for it get another answer.
  const page = await fetch('/', { headers: { accept: 'text/html' } });
  if (!page.ok) throw new Error(`The page answered ${page.status}.`);
  await cache.put('/', page.clone());
  // What it is made from, so that it opens although it was only ever shown once.
  const files = [...(await page.text()).matchAll(/(?:src|href)="(\/(?:assets\/[^"]+|icon[^"]+))"/g)].map(([, file]) => file);
  await cache.addAll(files);
  await self.skipWaiting();
}

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

// What waits, failed or ran out while no window is open.
self.addEventListener('push', (event) => {
  const { title, body, url, id } = event.data.json();
  const shown = { body, tag: id, icon: '/icon-192.png', badge: '/icon-192.png', data: { url } };
  event.waitUntil(self.registration.showNotification(title, shown));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.url));
});

/** In a window that is open already, where there is one. */
async function open(url) {
  const [known] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (!known) return self.clients.openWindow(url);
  await known.focus();
  return known.navigate(url);
}
