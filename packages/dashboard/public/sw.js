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
  event.waitUntil(Promise.all([self.registration.showNotification(title, shown), showCount()]));
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

/** On the icon, what the inbox counts: what waits for an answer, and news that were not read. */
async function showCount() {
  if (!self.navigator.setAppBadge) return;
  const known = await Promise.all(['/api/decisions', '/api/notifications?limit=50'].map(read)).catch(() => null);
  // Signed out, or away: what is shown stays until a window knows better.
  if (known === null) return;
  const [{ decisions }, { notifications }] = known;
  const news = notifications.filter(({ kind, read }) => !read && kind !== 'approval' && kind !== 'question');
  await self.navigator.setAppBadge(decisions.length + news.length);
}

async function read(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
  return answer.json();
}
