/** Keeps the console's own files, so that it opens without network. Answers of the server are never kept here. */

const worker = self as unknown as ServiceWorkerGlobalScope;

const VERSION = '__VERSION__';
const FILES: string[] = ['__FILES__'];
const BASE = '/console/';
const CACHE = `console-${VERSION}`;

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([BASE, ...FILES.filter((name) => name !== 'index.html').map((name) => BASE + name)])));
});

worker.addEventListener('activate', (event) => {
  const others = (names: string[]): string[] => names.filter((name) => name !== CACHE);
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(others(names).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

/** From the network; a file whose name changes with its content is kept from then on. */
async function fetched(request: Request, pathname: string): Promise<Response> {
  const answer = await fetch(request);
  if (answer.ok && pathname.startsWith(`${BASE}assets/`)) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}

worker.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== worker.location.origin || !pathname.startsWith(BASE)) return;
  const wanted = event.request.mode === 'navigate' ? BASE : event.request;
  event.respondWith(caches.match(wanted).then((kept) => kept ?? fetched(event.request, pathname)));
});
