import { createHash } from 'node:crypto';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const SERVICE_WORKER = 'service-worker.js';
const ALWAYS = /\/src\/(?:screens\/(?:cadre|everybody)|layout\/practice|words|styles)\//;

type Bundle = Parameters<NonNullable<Extract<Plugin['generateBundle'], (...given: never[]) => unknown>>>[1];

/** What a device keeps from the first visit: the shell, a cadre's screens, their font; a desk's screens when they are opened. */
function keptFrom(bundle: Bundle): string[] {
  const kept = new Set(Object.keys(bundle).filter((name) => /\.html$|source-sans.*\.woff2$/.test(name)));
  const keep = (name: string): void => {
    const file = bundle[name];
    if (!file || kept.has(name)) return;
    kept.add(name);
    if (file.type === 'asset') return;
    for (const needed of [...file.imports, ...(file.viteMetadata?.importedCss ?? [])]) keep(needed);
  };
  for (const [name, file] of Object.entries(bundle)) {
    const wanted = file.type === 'chunk' ? file.isEntry || file.moduleIds.some((id) => ALWAYS.test(id)) : name.includes('fonts');
    if (wanted && name !== SERVICE_WORKER) keep(name);
  }
  return [...kept].sort();
}

/** Tells the service worker which files the console is made of, and a version that changes whenever one of them does. */
function builtFiles(): Plugin {
  return {
    name: 'built-files',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const names = Object.keys(bundle).filter((name) => name !== SERVICE_WORKER).sort();
      const hash = createHash('sha256');
      for (const name of names) {
        const file = bundle[name];
        if (file) hash.update(name).update(file.type === 'chunk' ? file.code : file.source);
      }
      const worker = bundle[SERVICE_WORKER];
      if (worker?.type !== 'chunk') throw new Error('The service worker was not built.');
      worker.code = worker.code
        .replace('"__VERSION__"', JSON.stringify(hash.digest('hex').slice(0, 12)))
        .replace('["__FILES__"]', JSON.stringify([...keptFrom(bundle), 'manifest.webmanifest', 'icon.svg']));
    },
  };
}

/** What every screen needs is one chunk, the shell; screens, and what only desks need, are split as they are loaded. */
function chunkOf(id: string): string | undefined {
  if (id.includes('/node_modules/')) return undefined;
  const later = /\/words\/(?:en|many)\.ts|service-worker|fonts\.css|\/src\/fonts\/|\/src\/desk\/|\/screens\/desks\.ts|\/session\/[Aa]ctivat|\/layout\/practice\//.test(id);
  return later || /\/src\/screens\/(?!(?:cadre|everybody)\/routes\.ts)\w+\//.test(id) ? undefined : 'shell';
}

export default defineConfig({
  base: '/console/',
  plugins: [svelte(), builtFiles()],
  build: {
    outDir: '../graphql/api/console',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // Naming every script of every screen in the shell would cost a cadre's phone more than a desk gains.
    modulePreload: { polyfill: false, resolveDependencies: (_, needed) => needed.filter((name) => name.endsWith('.css')) },
    reportCompressedSize: false,
    rollupOptions: {
      input: { console: 'index.html', 'service-worker': 'src/worker/service-worker.ts' },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'service-worker' ? SERVICE_WORKER : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        manualChunks: chunkOf,
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['/graphql', '/session', '/activation', '/files', '/health', '/explore', '/static'].map((path) => [path, 'http://127.0.0.1:8056']),
    ),
  },
});
